using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Protocol;

public sealed class KeptButDetachedTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                page.Detach();
                return {|AOP4002:false|};
            }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why)
            {
                Note? note = page.Detach();
                if (note is { IsBusy: true })
                {
                    return {|AOP4002:Answer.Stay|};
                }

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
                page.Detach()?.Touch();
                return {|AOP4002:Answer.Leave|};
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
                return {|AOP4002:false|};
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            private int _count;

            public override bool TryRelease(Page<Note> page)
            {
                try
                {
                    page.Detach();
                }
                finally
                {
                    _count++;
                }

                return {|AOP4002:false|};
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                void Free()
                {
                    page.Detach();
                }

                Free();
                return {|AOP4002:false|};
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                page.Detach();
                try
                {
                    Console.WriteLine(page.Index);
                }
                catch (InvalidOperationException)
                {
                    return {|AOP4002:false|};
                }

                return true;
            }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why)
            {
                if (why.Purpose == Purpose.Move)
                {
                    page.Detach();
                    return {|AOP4002:Answer.Leave|};
                }

                return Answer.Stay;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        interface IPromise
        {
            [ReleaseCallback(true, false, PromiseOnly = true)]
            bool Prepare(Page<Note> page);
        }

        partial class Ops : IPromise
        {
            bool IPromise.Prepare(Page<Note> page)
            {
                page.Detach();
                return {|AOP4002:true|};
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
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                if (page.Note is { IsBusy: true })
                {
                    return false;
                }

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
                if (page.Detach() is { IsBusy: true } note)
                {
                    page.Attach(note);
                    return Answer.Stay;
                }

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
                return Answer.Leave;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                bool free = page.Note is { IsBusy: false };
                if (free)
                {
                    page.Detach();
                }

                return free;
            }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            private bool _tired;

            public Answer Release(Page<Note> page, in Why why)
            {
                Answer answer = Answer.Leave;
                if (_tired)
                {
                    page.Detach();
                    answer = Answer.Gone;
                }

                return answer;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            private static void Offer(Page<Note> page) => page.Touch();

            public override bool TryRelease(Page<Note> page)
            {
                Offer(page);
                Offer(page);
                return false;
            }
        }
        """,
        """
        class Ops
        {
            public bool Unrelated(Page<Note> page)
            {
                page.Detach();
                return false;
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (part.IsAll)
                {
                    page.Detach();
                }
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            private static bool Ask(Page<Note> page) => page.Index > 2;

            public override bool TryRelease(Page<Note> page)
            {
                if (!Ask(page))
                {
                    return false;
                }

                page.Detach();
                return true;
            }
        }
        """,
        """
        interface IPromise
        {
            [ReleaseCallback(true, false, PromiseOnly = true)]
            bool Prepare(Page<Note> page);

            void Commit(Page<Note> page);
        }

        class Ops : IPromise
        {
            public bool Prepare(Page<Note> page) => page.Note is not { IsBusy: true };

            public void Commit(Page<Note> page) => page.Detach();
        }
        """,
        """
        // <auto-generated/>
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                Console.WriteLine("generated");
                page.Detach();
                return false;
            }
        }
        """,
        """
        // broken
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                page.Detach()
                return fals;
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP4002_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP4002_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
