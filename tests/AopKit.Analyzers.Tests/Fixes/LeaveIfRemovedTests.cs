using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.KeptPastRelease;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class LeaveIfRemovedTests
{
    [Fact]
    public Task Use_IsLeftOut() => VerifyFix.Changes<LeaveIfRemoved>(
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(1);
            tree.Fell();
            // The last value.
            {|AOP1009:hold.Write(1)|};
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(1);
            tree.Fell();
            if (hold.IsCut)
            {
                return;
            }

            // The last value.
            hold.Write(1);
        }
        """);

    [Fact]
    public Task AllUses_AreLeftOut() => VerifyFix.Changes<LeaveIfRemoved>(
        """
        async Task M(Tree<Note> tree)
        {
            using Hold<Note> hold = await tree.HoldAsync(1);
            tree.Fell();
            {|AOP1009:hold.Write(1)|};
        }

        void N(AopKit.AddressSpace<Note> space)
        {
            using AopKit.PagePin<Note> pin = space.Pin(new(0));
            space.Discard();
            using AopKit.PageWriter<Note> writer = {|AOP1009:pin.BeginWrite()|};
        }
        """,
        """
        async Task M(Tree<Note> tree)
        {
            using Hold<Note> hold = await tree.HoldAsync(1);
            tree.Fell();
            if (hold.IsCut)
            {
                return;
            }

            hold.Write(1);
        }

        void N(AopKit.AddressSpace<Note> space)
        {
            using AopKit.PagePin<Note> pin = space.Pin(new(0));
            space.Discard();
            if (pin.IsStale)
            {
                return;
            }

            using AopKit.PageWriter<Note> writer = pin.BeginWrite();
        }
        """);

    [Fact]
    public Task MethodThatMustAnswer_OffersNothing() => VerifyFix.OffersNothing<LeaveIfRemoved>(
        """
        bool M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(1);
            tree.Fell();
            {|AOP1009:hold.Write(1)|};
            return true;
        }
        """);

    [Fact]
    public Task MemberThatIsNoBool_OffersNothing() => VerifyFix.OffersNothing<LeaveIfRemoved>(
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(1);
            tree.Fell();
            {|AOP1009:hold.Register()|};
        }
        """);
}
