using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.Pairing;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class MakeRefLocalTests
{
    [Fact]
    public Task Copy_BecomesRef() => VerifyFix.Changes<MakeRefLocal>(
        """
        void M(Ticket ticket)
        {
            // The same one, under another name.
            Ticket other = {|AOP2004:ticket|};
            other.Stamp();
            ticket.Dispose();
        }
        """,
        """
        void M(Ticket ticket)
        {
            // The same one, under another name.
            ref Ticket other = ref ticket;
            other.Stamp();
            ticket.Dispose();
        }
        """);

    [Fact]
    public Task AllCopies_BecomeRefs() => VerifyFix.Changes<MakeRefLocal>(
        """
        private Ticket _held;

        void M(ref Ticket ticket)
        {
            var first = {|AOP2004:ticket|};
            var second = {|AOP2004:_held|};
            first.Stamp();
            second.Stamp();
        }
        """,
        """
        private Ticket _held;

        void M(ref Ticket ticket)
        {
            ref var first = ref ticket;
            ref var second = ref _held;
            first.Stamp();
            second.Stamp();
        }
        """);

    [Fact]
    public Task CopyOfUsingVariable_OffersNothing() => VerifyFix.OffersNothing<MakeRefLocal>(
        """
        void M()
        {
            using Ticket ticket = cache.Draw(1);
            Ticket other = {|AOP2004:ticket|};
            other.Stamp();
        }
        """);

    [Fact]
    public Task CopyInAsynchronousMethod_OffersNothing() => VerifyFix.OffersNothing<MakeRefLocal>(
        """
        async Task M(Ticket ticket)
        {
            Ticket other = {|AOP2004:ticket|};
            await Task.Yield();
            other.Dispose();
            ticket.Dispose();
        }
        """);

    [Fact]
    public Task CopyIntoParameter_OffersNothing() => VerifyFix.OffersNothing<MakeRefLocal>(
        "void M(Ticket ticket) { cache.Show({|AOP2004:ticket|}); ticket.Dispose(); }");
}
