using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.KeptPastRelease;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class MoveEndBelowLastUseTests
{
    [Fact]
    public Task UsesBelowTheEnd_MoveTheEnd() => VerifyFix.Changes<MoveEndBelowLastUse>(
        """
        void M(Claim claim)
        {
            cache.Give(claim);
            Console.WriteLine("before");
            {|AOP1001:claim|}.Touch();
            Console.WriteLine("after");
        }
        """,
        """
        void M(Claim claim)
        {
            Console.WriteLine("before");
            claim.Touch();
            cache.Give(claim);
            Console.WriteLine("after");
        }
        """);

    [Fact]
    public Task ReturnOnTheWay_OffersNothing() => VerifyFix.OffersNothing<MoveEndBelowLastUse>(
        """
        long M(Claim claim)
        {
            cache.Give(claim);
            return {|AOP1001:claim|}.Index;
        }
        """);
}
