using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Protocol;

public sealed class ReleasedButAttachedTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                return {|AOP4001:true|};
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page) => {|AOP4001:page.Index > 3 ? true : false|};
        }
        """,
        """
        class Ops : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why)
            {
                if (page.Note is { IsBusy: true })
                {
                    return Answer.Stay;
                }

                return {|AOP4001:Answer.Gone|};
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            private int _count;

            public Answer Release(Page<Note> page, in Why why)
            {
                if (_count > 5)
                {
                    page.Detach();
                }

                return {|AOP4001:Answer.Gone|};
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                page.Detach();
                page.Attach(new Note());
                return {|AOP4001:true|};
            }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why)
            {
                return {|AOP4001:page.Note switch
                {
                    { IsBusy: true } => Answer.Stay,
                    _ => Answer.Gone,
                }|};
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                try
                {
                    page.Touch();
                }
                finally
                {
                    Console.WriteLine(page.Index);
                }

                return {|AOP4001:true|};
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                return {|AOP4001:Decide()|};

                bool Decide()
                {
                    return true;
                }
            }
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                page.Detach();
                return true;
            }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why)
            {
                if (page.Note is not { } note)
                {
                    return Answer.Gone;
                }

                if (note.IsBusy)
                {
                    return Answer.Leave;
                }

                page.Detach();
                return Answer.Gone;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why)
            {
                return page.Note is { IsBusy: true } ? Answer.Stay : Answer.Leave;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            private static void Drop(Page<Note> page) => page.Detach();

            public override bool TryRelease(Page<Note> page)
            {
                Drop(page);
                return true;
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                return page.Detach() is not null || page.Note is null;
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                bool gone = false;
                if (page.Note is { IsBusy: false })
                {
                    page.Detach();
                    gone = true;
                }

                return gone;
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                if (page.HasNote)
                {
                    page.Detach();
                }

                return true;
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                if (!page.HasNote)
                {
                    return true;
                }

                page.Detach();
                return true;
            }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why) => page switch
            {
                { Note: null } => Answer.Gone,
                { Note.IsBusy: true } => Answer.Stay,
                _ => Answer.Leave,
            };

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            private readonly Dictionary<long, Note> _notes = [];

            public override bool TryRelease(Page<Note> page)
            {
                _notes.Remove(page.Index);
                return true;
            }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why)
            {
                switch (why.Purpose)
                {
                    case Purpose.Move:
                        return Answer.Stay;
                    default:
                        page.Detach()?.Touch();
                        return Answer.Gone;
                }
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                Note? note = page.Note;
                if (note == null)
                {
                    return true;
                }

                return false;
            }
        }
        """,
        """
        abstract class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                Free(page);
                return true;
            }

            protected abstract void Free(Page<Note> page);
        }
        """,
        """
        class Ops : Owner<Note>
        {
            private static bool TryFree(Page<Note> page)
            {
                if (page.Note is { IsBusy: true })
                {
                    return false;
                }

                page.Detach();
                return true;
            }

            public override bool TryRelease(Page<Note> page)
            {
                if (!TryFree(page))
                {
                    return false;
                }

                return true;
            }
        }
        """,
        """
        // <auto-generated/>
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                Console.WriteLine("generated");
                return true;
            }
        }
        """,
        """
        // broken
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                page.Detach(;
                return tru;
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP4001_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP4001_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
