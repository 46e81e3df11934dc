using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.Protocol;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class ProtocolFixTests
{
    private const string Owner =
        """
        class Ops : Owner<Note>
        {
            public override bool TryRelease(Page<Note> page)
            {
                BODY
            }
        }
        """;

    [Fact]
    public Task ReleasedButAttached_Detaches() => VerifyFix.Changes<DetachOrKeepAnswer>(
        Owner.Replace("BODY", "return {|AOP4001:true|};"),
        Owner.Replace("BODY", "page.Detach();\n        return true;"),
        "AOP4001.Detach");

    [Fact]
    public Task ReleasedButAttached_ChangesTheAnswer() => VerifyFix.Changes<DetachOrKeepAnswer>(
        Owner.Replace("BODY", "return {|AOP4001:true|};"),
        Owner.Replace("BODY", "return false;"),
        "AOP4001.Answer");

    [Fact]
    public Task AllReleasedButAttached_ChangeTheAnswer() => VerifyFix.Changes<DetachOrKeepAnswer>(
        """
        class First : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why) => {|AOP4001:Answer.Gone|};

            public void Gone(Page<Note> page) { }
        }

        class Second : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why)
            {
                if (page.Index > 4)
                    return {|AOP4001:Answer.Gone|}; // far
                return Answer.Stay;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class First : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why) => Answer.Leave;

            public void Gone(Page<Note> page) { }
        }

        class Second : IClient<Note>
        {
            public Answer Release(Page<Note> page, in Why why)
            {
                if (page.Index > 4)
                    return Answer.Leave; // far
                return Answer.Stay;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        "AOP4001.Answer");

    [Fact]
    public Task KeptButDetached_AnswersReleased() => VerifyFix.Changes<AnswerReleased>(
        Owner.Replace("BODY", "page.Detach();\n        return {|AOP4002:false|};"),
        Owner.Replace("BODY", "page.Detach();\n        return true;"));

    [Fact]
    public Task KeptButDetached_WithComputedAnswer_OffersNothing() => VerifyFix.OffersNothing<AnswerReleased>(
        Owner.Replace("BODY", "page.Detach();\n        bool answer = false;\n        return {|AOP4002:answer|};"));

    [Fact]
    public Task ReleasedWhileDirty_KeepsDirtyPages() => VerifyFix.Changes<KeepDirtyPage>(
        """
        class Ops : IClient<Journal>
        {
            public Answer Release(Page<Journal> page, in Why why)
            {
                // The journal is rebuilt when it is needed.
                page.Detach();
                return {|AOP4006:Answer.Gone|};
            }

            public void Gone(Page<Journal> page) { }
        }

        class Short : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page) => {|AOP4006:page.Detach() is null || true|};
        }
        """.Replace("{|AOP4006:page.Detach() is null || true|}", "page.Note is null"),
        """
        class Ops : IClient<Journal>
        {
            public Answer Release(Page<Journal> page, in Why why)
            {
                if (page.IsDirty)
                {
                    return Answer.Stay;
                }

                // The journal is rebuilt when it is needed.
                page.Detach();
                return Answer.Gone;
            }

            public void Gone(Page<Journal> page) { }
        }

        class Short : Owner<Journal>
        {
            public override bool TryRelease(Page<Journal> page) => page.Note is null;
        }
        """);

    [Fact]
    public Task DetachedForPartOfPage_TestsTheWholePage() => VerifyFix.Changes<TestWholePage>(
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                {|AOP4007:page.Detach()|};
            }
        }

        class Other : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (part.Start == 0)
                    {|AOP4007:page.Detach()|};
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

        class Other : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (part.Start == 0)
                    if (part.IsAll)
                    {
                        page.Detach();
                    }
            }
        }
        """);

    [Fact]
    public Task DetachedForPartOfPage_InAnExpression_OffersNothing() => VerifyFix.OffersNothing<TestWholePage>(
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                Note? note = {|AOP4007:page.Detach()|};
                note?.Touch();
            }
        }
        """);
}
