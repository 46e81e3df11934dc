using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.KeptPastRelease;

public sealed class MetadataMayBeGoneTests
{
    private const string Releasing =
        """
        sealed class Releasing : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                page.Detach();
                return true;
            }
        }
        """;

    public static TheoryData<string> Violations { get; } =
    [
        InClient(
            """
            void M(long index)
            {
                using Hold<Note> hold = tree.Hold(index);
                {|AOP1010:hold.Note|}!.Touch();
            }
            """),
        InClient(
            """
            void M(long index)
            {
                using Hold<Note> hold = tree.Hold(index);
                if (hold.Note is not null)
                {
                    {|AOP1010:hold.Note|}.Touch();
                }
            }
            """),
        InClient(
            """
            void M(long index)
            {
                using Hold<Note> hold = tree.Hold(index);
                hold.GetOrAttach(new Note());
                using Locked<Note> locked = hold.Lock();
                {|AOP1010:locked.Note|}!.Key = 1;
            }
            """),
        InClient(
            """
            bool M(Hold<Note> hold)
            {
                using (Locked<Note> locked = hold.Lock())
                {
                    Note note = {|AOP1010:locked.Note|}!;
                    return note.IsBusy;
                }
            }
            """),
        InClient(
            """
            string M(Hold<Note> hold) => {|AOP1010:hold.Note|}!.Text;
            """),
        InClient(
            """
            #nullable disable
            void M(Hold<Note> hold)
            {
                Note note = {|AOP1010:hold.Note|};
                note.Touch();
                note.Key++;
            }
            """),
        InClient(
            """
            async Task M(Hold<Note> hold)
            {
                if (hold.Note is { } seen)
                {
                    seen.Touch();
                }

                await Task.Yield();
                {|AOP1010:hold.Note|}!.Touch();
            }
            """),
        InClient(
            """
            void M(Hold<Note> hold)
            {
                bool isThere;
                using (Locked<Note> first = hold.Lock())
                {
                    isThere = first.Note is not null;
                }

                if (isThere)
                {
                    using Locked<Note> second = hold.Lock();
                    {|AOP1010:second.Note|}!.Touch();
                }
            }
            """),
        InClient(
            """
            int M(Hold<Note> hold)
            {
                return hold.Note is null ? 0 : {|AOP1010:hold.Note|}.Key;
            }
            """),
        InClient(
            """
            void M(Hold<Note> hold, Note other)
            {
                while (hold.Index > 1)
                {
                    {|AOP1010:hold.Note|}!.Text = other.Text;
                }
            }
            """),
        """
        sealed class Helping : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                if (page.IsDirty)
                {
                    return false;
                }

                Drop(page);
                return true;
            }

            private static void Drop(Page<Note> page) => page.Detach();

            public void Use(Tree<Note> tree)
            {
                using Hold<Note> hold = tree.Hold(1);
                {|AOP1010:hold.Note|}!.Touch();
            }
        }
        """,
        """
        sealed class Operations : AopKit.IReleasePage<Note>
        {
            public AopKit.ReleaseOutcome ReleasePage(
                AopKit.LockedPage<Note> page, in AopKit.ReleaseContext context)
            {
                page.Detach();
                return AopKit.ReleaseOutcome.Released;
            }

            public static void Mark(AopKit.AddressSpace<Note> space)
            {
                using AopKit.PagePin<Note> pin = space.Pin(new(0));
                using AopKit.LockedPage<Note> locked = pin.Lock();
                {|AOP1010:locked.Metadata|}!.IsBusy = true;
            }
        }
        """,
        """
        sealed class Operations : AopKit.IReleasePage<Note>
        {
            public AopKit.ReleaseOutcome ReleasePage(
                AopKit.LockedPage<Note> page, in AopKit.ReleaseContext context)
            {
                page.Detach();
                return AopKit.ReleaseOutcome.Released;
            }

            public static async Task<int> Read(AopKit.AddressSpace<Note> space)
            {
                using AopKit.PageLease<Note> lease = await space.PinAsync(new(0));
                return {|AOP1010:lease.Metadata|}!.Key;
            }
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        InClient(
            """
            void M(long index)
            {
                using Hold<Note> hold = tree.Hold(index);
                hold.Note?.Touch();
            }
            """),
        InClient(
            """
            void M(Hold<Note> hold)
            {
                if (hold.Note is { } note)
                {
                    note.Touch();
                }
            }
            """),
        InClient(
            """
            void M(Hold<Note> hold)
            {
                Note note = hold.GetOrAttach(new Note());
                note.Touch();
            }
            """),
        InClient(
            """
            void M(Hold<Note> hold)
            {
                using Locked<Note> locked = hold.Lock();
                if (locked.Note is null)
                {
                    locked.Attach(new Note());
                }

                locked.Note!.Touch();
            }
            """),
        InClient(
            """
            void M(Hold<Note> hold)
            {
                using Locked<Note> locked = hold.Lock();
                if (locked.Note != null)
                {
                    locked.Note.Touch();
                    locked.Note.Key = 2;
                }
            }
            """),
        InClient(
            """
            int? M(Hold<Note> hold) => hold.Note?.Key;
            """),
        InClient(
            """
            void M(Hold<Note> hold)
            {
                Note? note = hold.Note;
                if (note is null)
                {
                    return;
                }

                note.Text = "";
            }
            """),
        InClient(
            """
            void M(Hold<Journal> hold)
            {
                // No release callback of this project takes journals off.
                hold.Note!.Pending++;
            }
            """),
        InClient(
            """
            bool M(Page<Note> page) => page.Note!.IsBusy;
            """),
        InClient(
            """
            void M(Hold<Note> hold, Action<Note?> look) => look(hold.Note);
            """),
        InClient(
            """
            void M(Hold<Note> hold)
            {
                Note note = hold.Note ?? throw new InvalidOperationException();
                note.Touch();
            }
            """),
        """
        sealed class Keeping : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page) => false;

            public void Use(Hold<Note> hold) => hold.Note!.Touch();
        }
        """,
        """
        sealed class Asking : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why)
            {
                if (!why.Surely)
                {
                    return Answer.Leave;
                }

                page.Detach();
                return Answer.Gone;
            }

            public void Gone(Page<Note> page) => page.Detach();

            public void Use(Hold<Note> hold)
            {
                hold.Note!.Key = 1;
            }
        }
        """,
        """
        sealed class Operations : AopKit.IReleasePage<Note>
        {
            public const AopKit.ReleaseProtocol Protocol = AopKit.ReleaseProtocol.Frozen;

            public AopKit.ReleaseOutcome ReleasePage(
                AopKit.LockedPage<Note> page, in AopKit.ReleaseContext context)
            {
                page.Detach();
                return AopKit.ReleaseOutcome.Released;
            }

            public static int Read(AopKit.PageLease<Note> lease) => lease.Metadata!.Key;
        }
        """,
        "// <auto-generated/>\n" + InClient(
            """
            void M(Hold<Note> hold)
            {
                hold.Note!.Text = "generated";
            }
            """),
        InClient(
            """
            // broken
            void M(Hold<Note> hold)
            {
                hold.Note!.;
                hold..Note.Touch(;
            }
            """),
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP1010_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP1010_Clean_IsSilent(string source) => Verify.FlowRules(source);

    internal static string InClient(string members) =>
        $"partial class Client(Tree<Note> tree)\n{{\n{Indent(members)}\n}}\n\n{Releasing}\n";

    private static string Indent(string members) => string.Join(
        "\n", members.Split('\n').Select(line => line.Length == 0 || line[0] == '#' ? line : "    " + line));
}
