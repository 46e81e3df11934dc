using AopKit.Tests.Clients;

namespace AopKit.Tests.Migrate;

/// <summary>The budget follows a limit that the test makes up, one look at a time.</summary>
public sealed class BudgetFollowerTests
{
    private const long Asked = 8L << 20;
    private const long Floor = 2L << 20;
    private const long Limit = 100L << 20;

    private MemoryLoad _load = new(Limit / 2, Limit);

    [Fact]
    public void RunStep_LoadAboveHigh_GoesDownStepByStepToTheFloorAndNotBelow()
    {
        using PageCache cache = Make();
        using AddressSpace<Fact> space = Fill(cache);
        _load = new MemoryLoad(Limit, Limit);
        long before = Asked;
        for (int look = 0; look < 20; look++)
        {
            cache.Parts.Follower!.RunStep();
            long now = cache.GetStatistics().BudgetBytes;
            Assert.InRange(now, Math.Max(Floor, before - (before / 4) - 1), before);
            Assert.True(cache.GetStatistics().UsedBytes <= now);
            before = now;
        }

        Assert.Equal(Floor, before);
        cache.CheckIntegrity();
    }

    [Fact]
    public void RunStep_LoadALittleAboveHigh_TakesNoMoreThanIsAboveLow()
    {
        using PageCache cache = Make();
        _load = new MemoryLoad(Limit / 100 * 91, Limit);

        cache.Parts.Follower!.RunStep();

        Assert.Equal(Asked - (Asked / 4), cache.GetStatistics().BudgetBytes);
        _load = new MemoryLoad(Limit / 100 * 85, Limit);
        cache.Parts.Follower.RunStep();
        Assert.Equal(Asked - (Asked / 4), cache.GetStatistics().BudgetBytes);
    }

    [Fact]
    public void RunStep_RoomAgain_GrowsAfterFourLooksAndNotAboveWhatWasAskedFor()
    {
        using PageCache cache = Make();
        _load = new MemoryLoad(Limit, Limit);
        for (int look = 0; look < 10; look++)
        {
            cache.Parts.Follower!.RunStep();
        }

        _load = new MemoryLoad(Limit / 2, Limit);
        for (int look = 0; look < 3; look++)
        {
            cache.Parts.Follower!.RunStep();
            Assert.Equal(Floor, cache.GetStatistics().BudgetBytes);
        }

        for (int look = 0; look < 10; look++)
        {
            cache.Parts.Follower!.RunStep();
        }

        Assert.Equal(Asked, cache.GetStatistics().BudgetBytes);
        cache.Resize(Asked / 2);
        cache.Parts.Follower!.RunStep();
        Assert.Equal(Asked / 2, cache.GetStatistics().BudgetBytes);
    }

    [Fact]
    public async Task RunStep_EverythingPinned_KeepsTheBudgetAndTriesAgain()
    {
        using PageCache cache = Make();
        using AddressSpace<Fact> space = Fill(cache);
        List<PageLease<Fact>> leases = [];
        for (long index = 0; index < 3000; index++)
        {
            if (space.Contains(new(index)))
            {
                leases.Add(await space.PinAsync(new(index)));
            }
        }

        _load = new MemoryLoad(Limit, Limit);
        cache.Parts.Follower!.RunStep();
        Assert.Equal(Asked, cache.GetStatistics().BudgetBytes);
        leases.ForEach(lease => lease.Dispose());
        cache.Parts.Follower.RunStep();
        Assert.Equal(Asked - (Asked / 4), cache.GetStatistics().BudgetBytes);
    }

    [Fact]
    public void RunStep_ReservedPages_AreAFloorToo()
    {
        using PageCache cache = Make();
        using AddressSpace<Fact> space =
            cache.CreateAddressSpace(new ReadOnlyClient(), new AddressSpaceOptions { ReservedPages = 1000 });
        _load = new MemoryLoad(Limit, Limit);
        for (int look = 0; look < 20; look++)
        {
            cache.Parts.Follower!.RunStep();
        }

        Assert.InRange(cache.GetStatistics().BudgetBytes, 1016 * 4096, 1016 * 4200);
    }

    [Fact]
    public void RunStep_NoLimit_ChangesNothing()
    {
        using PageCache cache = Make();
        _load = new MemoryLoad(Limit, 0);
        cache.Parts.Follower!.RunStep();
        Assert.Equal(Asked, cache.GetStatistics().BudgetBytes);
    }

    [Fact]
    public void Timer_AtItsInterval_LooksByItself()
    {
        var clock = new ManualClock();
        using PageCache cache = Make(clock, hasThreads: true);
        _load = new MemoryLoad(Limit, Limit);

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(SpinWait.SpinUntil(() => cache.GetStatistics().BudgetBytes < Asked, TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData(0, 80)]
    [InlineData(80, 80)]
    [InlineData(101, 80)]
    public void Options_ThatCannotWork_AreRefused(int high, int low) =>
        Assert.Throws<ArgumentException>(() => new PageCache(new PageCacheOptions
        {
            FollowMemoryLimit = new MemoryLimitOptions { HighPercent = high, LowPercent = low },
        }));

    private PageCache Make(TimeProvider? clock = null, bool hasThreads = false) => new(new PageCacheOptions
    {
        BudgetBytes = Asked, HasBackgroundThreads = hasThreads, TimeProvider = clock ?? new ManualClock(),
        FollowMemoryLimit = new MemoryLimitOptions { FloorBytes = Floor, Source = () => _load },
    });

    private static AddressSpace<Fact> Fill(PageCache cache)
    {
        AddressSpace<Fact> space = cache.CreateAddressSpace(new NotifiedClient());
        for (long index = 0; index < 3000; index++)
        {
            space.Pin(new(index)).Dispose();
        }

        return space;
    }
}
