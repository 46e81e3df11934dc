using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.KeptPastRelease;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class AskWhetherAliveTests
{
    [Fact]
    public Task Use_IsGuarded() => VerifyFix.Changes<AskWhetherAlive>(
        """
        void M(WeakReference<Entry> weak)
        {
            if (weak.TryGetTarget(out Entry? entry))
            {
                // Seen once more.
                {|AOP1012:entry|}.Touch();
            }
        }
        """,
        """
        void M(WeakReference<Entry> weak)
        {
            if (weak.TryGetTarget(out Entry? entry))
            {
                // Seen once more.
                if (entry.TryHold())
                {
                    entry.Touch();
                }
            }
        }
        """);

    [Fact]
    public Task AllUses_AreGuarded() => VerifyFix.Changes<AskWhetherAlive>(
        """
        void M(WeakReference<Mirror> weak, Shelf shelf)
        {
            if (weak.TryGetTarget(out Mirror? mirror))
                {|AOP1012:mirror|}.Touch();
            if (shelf.Last is { } last)
            {
                {|AOP1012:last|}.Key = 1;
            }
        }
        """,
        """
        void M(WeakReference<Mirror> weak, Shelf shelf)
        {
            if (weak.TryGetTarget(out Mirror? mirror))
                if (mirror.IsAlive)
                {
                    mirror.Touch();
                }
            if (shelf.Last is { } last)
            {
                if (last.TryHold())
                {
                    last.Key = 1;
                }
            }
        }
        """);

    [Fact]
    public Task ValueThatIsNeeded_OffersNothing() => VerifyFix.OffersNothing<AskWhetherAlive>(
        "int M(Shelf shelf) { Entry e = shelf.Peek(1)!; return {|AOP1012:e|}.Key; }");

    [Fact]
    public Task MemberThatAnswersNothing_OffersNothing() => VerifyFix.OffersNothing<AskWhetherAlive>(
        "void M(WeakReference<Ghost> w) { if (w.TryGetTarget(out var g)) { {|AOP1012:g|}.Touch(); } }");
}
