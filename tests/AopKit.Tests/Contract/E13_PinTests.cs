using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E13: a pin keeps the page, whatever the pressure.</summary>
public sealed class E13_PinTests : EngineTests
{
    [Theory]
    [InlineData(ReleaseProtocol.Classic)]
    [InlineData(ReleaseProtocol.Prechecked)]
    [InlineData(ReleaseProtocol.Frozen)]
    [InlineData(ReleaseProtocol.TwoPhase)]
    [Catches("E13_TakenUnderPin")]
    public void E13_PinnedPages_TenBudgetsReadMeanwhile_KeepContentAndFrame(ReleaseProtocol protocol)
    {
        (AddressSpace<Fact> space, _) = Create(protocol);
        using PagePin<Fact> resident = space.Pin(new(1));
        using PagePin<Fact> stale = space.Pin(new(2));
        space.Invalidate(new(new(2), 1));
        for (long index = 10; index < 650; index++)
        {
            Touch(space, index);
        }

        Assert.True(stale.IsStale);
        Assert.False(resident.IsStale);
        Assert.Equal(0, Pattern.VersionOf(resident.Bytes, 1, 1));
        Assert.True(
            Pattern.VersionOf(stale.Bytes, 1, 2) == 0, "E13: the frame of a stale page was reused under a pin.");
        Assert.Equal("fact 2", stale.Metadata?.Name);
    }
}
