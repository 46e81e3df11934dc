using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.Pairing;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class WrapInUsingTests
{
    [Fact]
    public Task Declaration_BecomesUsing() => VerifyFix.Changes<WrapInUsing>(
        """
        void M()
        {
            // Held while we look.
            Lease lease = {|AOP2003:cache.Rent(1)|};
            lease.Touch();
        }
        """,
        """
        void M()
        {
            // Held while we look.
            using Lease lease = cache.Rent(1);
            lease.Touch();
        }
        """);

    [Fact]
    public Task AllDeclarations_BecomeUsing() => VerifyFix.Changes<WrapInUsing>(
        """
        void M(bool quick)
        {
            var first = {|AOP2003:cache.Rent(1)|};
            var second = {|AOP2003:cache.Rent(2)|};
            if (quick)
            {
                first.Touch();
                return;
            }

            first.Touch();
            second.Touch();
            first.Dispose();
        }
        """,
        """
        void M(bool quick)
        {
            using var first = cache.Rent(1);
            using var second = cache.Rent(2);
            if (quick)
            {
                first.Touch();
                return;
            }

            first.Touch();
            second.Touch();
        }
        """);

    [Fact]
    public Task VariableThatIsAssignedAgain_OffersNothing() => VerifyFix.OffersNothing<WrapInUsing>(
        """
        void M()
        {
            Lease lease = {|AOP2003:cache.Rent(1)|};
            lease = cache.Rent(2);
            lease.Dispose();
        }
        """);

    [Fact]
    public Task ClaimWithoutDispose_OffersNothing() => VerifyFix.OffersNothing<WrapInUsing>(
        "void M() { Claim claim = {|AOP2003:cache.Take(1)|}; claim.Touch(); }");
}
