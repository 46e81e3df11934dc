using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Protocol;

public sealed class ReleasedWhileDirtyTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                page.Detach();
                return {|AOP4006:true|};
            }
        }
        """,
        """
        class Ops : IClient<Journal>
        {
            public Answer Release(Page<Journal> page, in Why why)
            {
                if (page.Note is { IsBusy: true })
                {
                    return Answer.Stay;
                }

                page.Detach();
                return {|AOP4006:Answer.Gone|};
            }

            public void Gone(Page<Journal> page) { }
        }
        """,
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                if (page.IsDirty)
                {
                    Console.WriteLine(page.Index);
                }

                page.Detach();
                return {|AOP4006:true|};
            }
        }
        """,
        """
        class Ops : IClient<Journal>
        {
            public Answer Release(Page<Journal> page, in Why why)
            {
                if (why.Surely)
                {
                    page.Detach();
                    return {|AOP4006:Answer.Gone|};
                }

                return Answer.Leave;
            }

            public void Gone(Page<Journal> page) { }
        }
        """,
        """
        [UnwrittenState]
        class Buffers
        {
        }

        class Ops : Owner<Buffers>
        {
            private static void Free(Page<Buffers> page) => page.Detach();

            public override bool TryRelease(Page<Buffers> page)
            {
                Free(page);
                return {|AOP4006:true|};
            }
        }
        """,
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                if (!page.IsDirty)
                {
                    return false;
                }

                page.Detach();
                return {|AOP4006:true|};
            }
        }
        """,
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                try
                {
                    page.Detach();
                }
                finally
                {
                    page.Touch();
                }

                return {|AOP4006:true|};
            }
        }
        """,
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                Note();
                page.Detach();
                return {|AOP4006:true|};

                void Note() => page.Touch();
            }
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                if (page.IsDirty)
                {
                    return false;
                }

                page.Detach();
                return true;
            }
        }
        """,
        """
        class Ops : IClient<Journal>
        {
            public Answer Release(Page<Journal> page, in Why why)
            {
                if (page is { IsDirty: false, Note.IsBusy: false })
                {
                    page.Detach();
                    return Answer.Gone;
                }

                return Answer.Leave;
            }

            public void Gone(Page<Journal> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                Note? note = page.Detach();
                note?.Touch();
                return true;
            }
        }
        """,
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                return false;
            }
        }
        """,
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                bool dirty = page.IsDirty;
                if (dirty)
                {
                    return false;
                }

                page.Detach();
                return true;
            }
        }
        """,
        """
        class Ops : Owner<Journal>
        {
            private static bool IsIdle(Page<Journal> page) => !page.IsDirty && page.Note is { IsBusy: false };

            public override bool TryRelease(Page<Journal> page)
            {
                if (!IsIdle(page))
                {
                    return false;
                }

                page.Detach();
                return true;
            }
        }
        """,
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                if (page.Note is { Pending: > 0 })
                {
                    return false;
                }

                page.Detach();
                return true;
            }
        }
        """,
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                return page.Note is null;
            }
        }
        """,
        """
        class Ops : IClient<Journal>
        {
            public Answer Release(Page<Journal> page, in Why why)
            {
                if (why.Purpose != Purpose.Trim)
                {
                    return Answer.Stay;
                }

                page.Detach();
                return Answer.Gone;
            }

            public void Gone(Page<Journal> page) { }
        }
        """,
        """
        class Ops : IClient<Journal>
        {
            public Answer Release(Page<Journal> page, in Why why)
            {
                return page.IsDirty ? Answer.Stay : Answer.Leave;
            }

            public void Gone(Page<Journal> page) { }
        }
        """,
        """
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                if (page.Note is not { } journal || page.IsDirty)
                {
                    return page.Note is null;
                }

                journal.IsBusy = false;
                page.Detach();
                return true;
            }
        }
        """,
        """
        // <auto-generated/>
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                Console.WriteLine("generated");
                page.Detach();
                return true;
            }
        }
        """,
        """
        // broken
        class Ops : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page)
            {
                page.;
                return true || ;
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP4006_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP4006_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
