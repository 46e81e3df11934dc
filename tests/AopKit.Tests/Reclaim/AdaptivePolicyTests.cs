using AopKit.Frames;
using AopKit.Reclaim;
using AopKit.Reclaim.Rings;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.Reclaim;

/// <summary>The default policy in a cache of exactly 200 frames.</summary>
public sealed class AdaptivePolicyTests() : EngineTests(Options)
{
    private const int FrameCount = 200;

    private static PageCacheOptions Options { get; } =
        new() { BudgetBytes = 64 << 20, ExactFrameCount = FrameCount, PolicySeed = 1 };

    private AdaptivePolicy Policy => (AdaptivePolicy)Cache.Parts.Store.Policy;

    [Fact]
    public void Loop_OfTwiceTheCapacity_HitsNearlyWhatTheOptimumHits()
    {
        const int Rounds = 40;
        AddressSpace<Fact> space = Create(new ReadOnlyClient());
        for (int request = 0; request < Rounds * 2 * FrameCount; request++)
        {
            Touch(space, request % (2 * FrameCount));
        }

        double optimum = (Rounds - 1) * (2.0 * FrameCount) * (FrameCount - 1) / ((2 * FrameCount) - 1);
        long hits = Cache.GetStatistics().HitCount;
        Assert.True(hits >= 0.94 * optimum, $"{hits} hits, the optimum has {optimum:0}.");
        Assert.Equal(RingMode.Lirs, Policy.Mode);
    }

    [Fact]
    public void Zigzag_LongEnough_ChangesTheMode()
    {
        AddressSpace<Fact> space = Create(new ReadOnlyClient());
        for (int request = 0; request < 40 * FrameCount; request++)
        {
            int step = request % (4 * FrameCount);
            Touch(space, step < 2 * FrameCount ? step : (4 * FrameCount) - 1 - step);
        }

        Assert.Equal(RingMode.Clock, Policy.Mode);
        Assert.Equal(RingMode.Clock.HitTable(), Cache.Parts.Store.HitTable);
    }

    /// <summary>Who looks a page up enters no lock of the rings (E18).</summary>
    [Fact]
    public void Mode_ChangedByAHit_IsFollowedAtTheNextMiss()
    {
        AddressSpace<Fact> space = Create(new ReadOnlyClient());
        Touch(space, 0);
        for (int request = 0; request < 20_000; request++)
        {
            int step = request % (4 * FrameCount);
            Policy.Miniatures.Hit((ulong)(step < 2 * FrameCount ? step : (4 * FrameCount) - 1 - step) << 32);
        }

        Assert.Equal(RingMode.Clock, Policy.Miniatures.Mode);
        Touch(space, 0);
        Assert.Equal(RingMode.Lirs, Policy.Mode);
        Touch(space, 1);
        Assert.Equal(RingMode.Clock, Policy.Mode);
    }

    [Fact]
    public async Task Eviction_MostPagesPinned_LooksAtFewFramesForEachPage()
    {
        AddressSpace<Fact> space = Create(new ReadOnlyClient());
        var leases = new List<PageLease<Fact>>();
        for (long index = 0; index < 180; index++)
        {
            leases.Add(await PinAsync(space, index));
        }

        // Once round, so that what is pinned has been met and parked.
        Scan(space, 1000, 400);
        long before = Policy.LookCount;
        long reclaimed = Cache.GetStatistics().ReclaimedCount;
        Scan(space, 2000, 1000);

        double looks = (double)(Policy.LookCount - before) / (Cache.GetStatistics().ReclaimedCount - reclaimed);
        bool isFew = looks <= 4;
        leases.ForEach(lease => lease.Dispose());
        Cache.Reclaim(FrameCount);
        Assert.Equal(0, space.PageCount);
        Assert.True(isFew, $"{looks} frames looked at for each page that was taken.");
    }

    [Fact]
    public void Eviction_MostPagesRefused_AsksForFewPagesAgain()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Prechecked);
        for (long index = 0; index < FrameCount; index++)
        {
            Touch(space, index);
        }

        client.Answer = ReleaseOutcome.Kept;
        Cache.Reclaim(150);
        client.Answer = ReleaseOutcome.Released;
        AddressSpace<Fact> other = Create(new ReadOnlyClient());
        long before = Cache.GetStatistics().ReclaimAttemptCount;
        Scan(other, 0, 500);

        long attempts = Cache.GetStatistics().ReclaimAttemptCount - before;
        Assert.InRange(attempts, 500, 1500);
    }

    [Fact]
    public void PageReadAhead_AskedForOnce_WasNotHitTwice()
    {
        AddressSpace<Fact> space = Create(new BatchClient());
        Assert.Equal(10, space.Prefetch(new PageRange(new(0), 10)));
        Assert.Equal(0, FrequencyOf(3));
        Touch(space, 3);
        Assert.Equal(0, FrequencyOf(3));
        Touch(space, 3);
        Assert.Equal(1, FrequencyOf(3));
        Touch(space, 100);
        Touch(space, 100);
        Assert.Equal(1, FrequencyOf(100));
    }

    [Fact]
    public void Truncate_OfPagesInRingsAndParked_LeavesNothingBehind()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        Scan(space, 0, 300);
        using (space.Pin(new(299)))
        {
            Cache.Reclaim(FrameCount);
        }

        Scan(space, 0, 150);
        space.Discard();
        Cache.CheckIntegrity();
        Scan(space, 0, 400);
        Cache.CheckIntegrity();
        Assert.InRange(space.PageCount, FrameCount - Policy.BatchCount, FrameCount);
    }

    private static void Scan(AddressSpace<Fact> space, long first, long count)
    {
        for (long index = first; index < first + count; index++)
        {
            Touch(space, index);
        }
    }

    /// <summary>The frequency of a page of the only space, without a pin, which would count.</summary>
    private int FrequencyOf(long index)
    {
        FrameTable frames = Cache.Parts.Store.Frames;
        int frame = Enumerable.Range(0, Cache.Parts.Store.Free.HighWater).Single(frame =>
            frames.Header(frame).Index == index && !FrameState.Has(frames.State(frame), FrameState.Frozen));
        return FrameState.Frequency(frames.State(frame));
    }
}
