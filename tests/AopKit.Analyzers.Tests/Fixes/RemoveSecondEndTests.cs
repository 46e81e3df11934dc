using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.Pairing;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class RemoveSecondEndTests
{
    [Fact]
    public Task SecondEnd_IsRemoved() => VerifyFix.Changes<RemoveSecondEnd>(
        """
        void M(Claim claim)
        {
            cache.Give(claim);
            {|AOP2001:cache.Give(claim)|};
            Console.WriteLine();
        }
        """,
        """
        void M(Claim claim)
        {
            cache.Give(claim);
            Console.WriteLine();
        }
        """);

    [Fact]
    public Task AllSecondEnds_AreRemoved() => VerifyFix.Changes<RemoveSecondEnd>(
        """
        void M(Claim claim, bool again)
        {
            using Lease lease = cache.Rent(1);
            cache.Give(claim);
            if (again)
                {|AOP2001:cache.Give(claim)|};

            // The lease ends here.
            {|AOP2001:lease.Dispose()|};
        }
        """,
        """
        void M(Claim claim, bool again)
        {
            using Lease lease = cache.Rent(1);
            cache.Give(claim);
            if (again)
            {
            }

            // The lease ends here.
        }
        """);

    [Fact]
    public Task EndWhoseResultIsUsed_OffersNothing() => VerifyFix.OffersNothing<RemoveSecondEnd>(
        """
        void M(Claim claim)
        {
            cache.Give(claim);
            if ({|AOP2001:cache.TryGive(claim)|})
            {
                Console.WriteLine();
            }
        }
        """);
}
