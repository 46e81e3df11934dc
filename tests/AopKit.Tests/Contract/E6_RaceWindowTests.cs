using AopKit.Diagnostics;
using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>
/// E6, E7, E8: the window between the release callback and the freeze, held open by a parked thread. It is the loss of
/// 2009: the client has given its metadata up, and the page stays.
/// </summary>
public sealed class E6_RaceWindowTests : EngineTests
{
    [Theory]
    [InlineData(ReleaseProtocol.Classic)]
    [InlineData(ReleaseProtocol.Prechecked)]
    [Catches("E6_LossNotCounted")]
    public void E6_PinBetweenCallbackAndFreeze_ClassicAndPrechecked_LosesTheMetadataAndCountsRaced(
        ReleaseProtocol protocol)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol);
        Touch(space, 1, 2);
        using ParkedThread evicter = EvictAndParkInWindow(space);
        using PagePin<Fact> pin = space.Pin(new(1));
        evicter.Resume();
        evicter.Join();
        Assert.True(space.Contains(new(1)));
        Assert.Null(pin.Metadata);
        Assert.Equal(new ReleasedButKept(0, 1, 0, 0), Cache.GetStatistics().ReleasedButKept);
        Assert.Equal(0, client.CountOf("remove"));
    }

    [Theory]
    [InlineData(ReleaseProtocol.Classic)]
    [InlineData(ReleaseProtocol.Prechecked)]
    public void E6_WriteBetweenCallbackAndFreeze_ClassicAndPrechecked_KeepsThePageAndCountsDirtiedAfter(
        ReleaseProtocol protocol)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol);
        Touch(space, 1, 2);
        using ParkedThread evicter = EvictAndParkInWindow(space);
        Write(space, 1, 42);
        evicter.Resume();
        evicter.Join();
        Assert.Equal(new ReleasedButKept(0, 0, 1, 0), Cache.GetStatistics().ReleasedButKept);
        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.True(pin.IsDirty);
        Assert.Equal(42, pin.Bytes[0]);
        Assert.Equal(0, client.CountOf("remove"));
    }

    [Fact]
    [Catches("E8_AbortForgotten")]
    public void E8_PinBetweenPrepareAndFreeze_TwoPhase_AbortsAndLosesNothing()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.TwoPhase);
        Touch(space, 1, 2);
        using ParkedThread evicter = EvictAndParkInWindow(space);
        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.Equal("fact 1", pin.Metadata?.Name);
        evicter.Resume();
        evicter.Join();
        Assert.Equal("fact 1", pin.Metadata?.Name);
        Assert.Equal(["prepare 1 Evict", "abort 1"], client.Log[2..]);
        PageCacheStatistics statistics = Cache.GetStatistics();
        Assert.Equal(1, statistics.ReleaseAbortedCount);
        Assert.Equal(default, statistics.ReleasedButKept);
    }

    [Fact]
    [Catches("E7_FrozenPageFound")]
    public void E7_PinWhileTheFrozenCallbackRuns_Waits_SoNothingIsLost()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Frozen);
        Touch(space, 1, 2, 64);
        using var evicter = new ParkedThread();
        client.OnRelease = (LockedPage<Fact> page, in ReleaseContext context) =>
        {
            Assert.False(context.MayBlock);
            evicter.Park();
            page.Detach();
            return ReleaseOutcome.Released;
        };
        evicter.Start(() => space.TryEvict(new(1)));
        evicter.WaitUntilParked();
        long stallsBefore = Cache.GetStatistics().LookupStallCount;
        string? found = "nothing";
        using ParkedThread reader = Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            found = pin.Metadata?.Name;
        });
        reader.WaitUntilBlockedOrEnded();
        Touch(space, 2, 64, 100);
        Assert.True(space.TryCopy(new(2), 0, new byte[8]));
        Assert.False(reader.HasEnded, "E7: a lookup did not wait for the page's Frozen callback.");
        evicter.Resume();
        evicter.Join();
        reader.Join();
        Assert.Equal("fact 1", found);
        Assert.Equal(2, client.CountOf("read 1") - client.CountOf("read 100"));
        PageCacheStatistics statistics = Cache.GetStatistics();
        Assert.True(statistics.LookupStallCount > stallsBefore, "E7: the stall was not counted.");
        Assert.True(statistics.LookupStallTime > TimeSpan.Zero, "E7: the stall was not timed.");
        Assert.Equal(default, statistics.ReleasedButKept);
    }

    [Fact]
    public void E7_FrozenCallbackRefuses_LookupsThatWaited_FindThePageAndNoPinIsLost()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Frozen);
        Touch(space, 1);
        using var evicter = new ParkedThread();
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) =>
        {
            evicter.Park();
            return ReleaseOutcome.Kept;
        };
        evicter.Start(() => Assert.False(space.TryEvict(new(1))));
        evicter.WaitUntilParked();
        using var reader = new ParkedThread();
        reader.Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            Assert.Equal("fact 1", pin.Metadata?.Name);
            reader.Park();
        });
        reader.WaitUntilBlockedOrEnded();
        evicter.Resume();
        evicter.Join();
        reader.WaitUntilParked();
        client.OnRelease = null;
        Assert.False(space.TryEvict(new(1)), "E7: thawing lost the pin of a lookup that had waited.");
        reader.Resume();
        reader.Join();
        Assert.True(space.TryEvict(new(1)), "E7: thawing left a pin that nobody holds.");
        Assert.Equal(1, client.CountOf("read 1"));
    }

    /// <summary>A thread that stands between the answer of page 1's release callback and the freeze.</summary>
    private ParkedThread EvictAndParkInWindow(AddressSpace<Fact> space)
    {
        var evicter = new ParkedThread();
        Cache.Hooks.AtPoint = (point, _, _) =>
        {
            if (point == TestPoint.AfterReleaseCallback)
            {
                evicter.Park();
            }
        };
        evicter.Start(() => Assert.False(space.TryEvict(new(1))));
        evicter.WaitUntilParked();
        return evicter;
    }
}
