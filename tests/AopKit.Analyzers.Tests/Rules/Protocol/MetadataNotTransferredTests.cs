using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Protocol;

public sealed class MetadataNotTransferredTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Ops : IMover<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public Answer Move(Page<Note> from, Page<Note> to) => {|AOP4004:Answer.Gone|};
        }
        """,
        """
        class Ops : Carrier<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public override bool Carry(Page<Note> from, Page<Note> to)
            {
                if (from.IsDirty)
                {
                    return false;
                }

                return {|AOP4004:true|};
            }
        }
        """,
        """
        class Ops : IMover<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public Answer Move(Page<Note> from, Page<Note> to)
            {
                from.Detach();
                return {|AOP4004:Answer.Gone|};
            }
        }
        """,
        """
        class Ops : IMover<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public Answer Move(Page<Note> from, Page<Note> to)
            {
                if (from.Note is { IsBusy: true } note)
                {
                    note.Key++;
                    return Answer.Stay;
                }

                to.Touch();
                return {|AOP4004:Answer.Gone|};
            }
        }
        """,
        """
        partial class Ops : Carrier<Note>
        {
            public override bool Carry(Page<Note> from, Page<Note> to)
            {
                return {|AOP4004:Try()|};

                bool Try()
                {
                    return true;
                }
            }
        }

        partial class Ops
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());
        }
        """,
        """
        class Ops : IMover<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public Answer Move(Page<Note> from, Page<Note> to)
            {
                try
                {
                    to.Touch();
                }
                finally
                {
                    Console.WriteLine(from.Index);
                }

                return {|AOP4004:Answer.Gone|};
            }
        }
        """,
        """
        class Base
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());
        }

        class Ops : Base, IMover<Note>
        {
            public async Task WarmAsync(Page<Note> page) => await Task.Yield();

            Answer IMover<Note>.Move(Page<Note> source, Page<Note> target)
            {
                Console.WriteLine(source.Note?.Key);
                return {|AOP4004:Answer.Gone|};
            }
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        class Ops : IMover<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public Answer Move(Page<Note> from, Page<Note> to)
            {
                if (from.Detach() is { } note)
                {
                    to.Attach(note);
                }

                return Answer.Gone;
            }
        }
        """,
        """
        class Ops : IMover<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public Answer Move(Page<Note> from, Page<Note> to) => from.IsDirty ? Answer.Stay : Answer.Leave;
        }
        """,
        """
        class Ops : Carrier<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public override bool Carry(Page<Note> from, Page<Note> to)
            {
                if (from.Note is null)
                {
                    return true;
                }

                to.Attach(from.Detach()!);
                return true;
            }
        }
        """,
        """
        class Ops : IMover<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            private static void Carry(Page<Note> from, Page<Note> to) => to.Attach(from.Detach()!);

            public Answer Move(Page<Note> from, Page<Note> to)
            {
                Carry(from, to);
                return Answer.Gone;
            }
        }
        """,
        """
        class Ops : IMover<Note>
        {
            public Answer Move(Page<Note> from, Page<Note> to) => Answer.Gone;
        }
        """,
        """
        class Ops : Carrier<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public override bool Carry(Page<Note> from, Page<Note> to)
            {
                Note? note = from.Detach();
                if (note is not null)
                {
                    note.Key = 0;
                    to.Attach(note);
                    return true;
                }

                return true;
            }
        }
        """,
        """
        abstract class Ops : IMover<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            protected abstract void Carry(Page<Note> from, Page<Note> to);

            public Answer Move(Page<Note> from, Page<Note> to)
            {
                Carry(from, to);
                return Answer.Gone;
            }
        }
        """,
        """
        class Ops : IMover<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public Answer Move(Page<Note> from, Page<Note> to)
            {
                return Try() ? Answer.Gone : Answer.Stay;

                bool Try()
                {
                    if (from.Detach() is not { } note)
                    {
                        return false;
                    }

                    to.Attach(note);
                    return true;
                }
            }
        }
        """,
        """
        partial class Ops : IMover<Note>
        {
            public async Task WarmAsync() => await Task.Yield();

            public Answer Move(Page<Note> from, Page<Note> to) => throw new NotSupportedException();
        }

        partial class Ops
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public override bool TryRelease(Page<Note> page) => false;

            public bool Carry(Page<Note> from, Page<Note> to) => true;
        }
        """,
        """
        // <auto-generated/>
        class Ops : Carrier<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public override bool Carry(Page<Note> from, Page<Note> to) => true;
        }
        """,
        """
        // broken
        class Ops : Carrier<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());

            public override bool Carry(Page<Note> from, Page<Note> to)
            {
                to.Attach(;
                return tru;
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP4004_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP4004_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
