using AopKit.Reclaim.Rings;

namespace AopKit.Tests.Reclaim.Rings;

public sealed class AdaptiveRingsTests
{
    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Rings_RandomOperations_EveryPageIsInOneRingAndCountsFit(int seed)
    {
        const int PageCount = 400;
        var dice = new Random(seed);
        var cache = new RingCache(PageCount, capacity: 100, (RingMode)(seed % RingModes.Count));
        for (int step = 0; step < 4000; step++)
        {
            int page = dice.Next(dice.Next(4) == 0 ? PageCount : 60);
            switch (dice.Next(40))
            {
                case 0:
                    cache.Drop(page);
                    break;
                case 1:
                    cache.Pages.Held(page) = !cache.Pages.Held(page);
                    break;
                case 2 when step % 10 == 0:
                    cache.Rings.SetMode((RingMode)dice.Next(RingModes.Count));
                    break;
                case 3 when step % 10 == 0:
                    cache.Rings.SetCapacity(dice.Next(20, 150));
                    break;
                case 4 when cache.IsResident(page) && !cache.IsResident(PageCount - 1 - page):
                    cache.Rings.Replace(page, PageCount - 1 - page);
                    break;
                default:
                    cache.Access(page);
                    break;
            }

            cache.AssertSound($"seed {seed}, step {step}");
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    [InlineData(2000)]
    public void Lirs_LoopOfTwiceTheCapacity_KeepsNearlyWhatTheOptimumKeeps(int capacity)
    {
        const int Rounds = 50;
        var cache = new RingCache(2 * capacity, capacity, RingMode.Lirs);
        int hits = 0;
        for (int request = 0; request < Rounds * 2 * capacity; request++)
        {
            hits += cache.Access(request % (2 * capacity)) ? 1 : 0;
        }

        // The optimum that fills what is asked for: all but one place serve a hit in each round but the first.
        double optimum = (Rounds - 1) * (2.0 * capacity) * (capacity - 1) / ((2 * capacity) - 1);
        Assert.True(hits >= 0.94 * optimum, $"{hits} hits, the optimum has {optimum:0}.");
    }

    [Fact]
    public void Clock_LoopOfTwiceTheCapacity_KeepsNothing()
    {
        var cache = new RingCache(200, 100, RingMode.Clock);
        int hits = Enumerable.Range(0, 2000).Count(request => cache.Access(request % 200));
        Assert.Equal(0, hits);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Evict_MostPagesHeld_LooksAtFewPagesEachTime(int mode)
    {
        const int Capacity = 10_000;
        var cache = new RingCache(2 * Capacity, Capacity, (RingMode)mode);
        for (int page = 0; page < Capacity; page++)
        {
            cache.Access(page);
            cache.Pages.Held(page) = page % 10 != 0;
        }

        // Once round, so that what is held has been met.
        for (int page = Capacity; page < Capacity + 3000; page++)
        {
            cache.Access(page);
        }

        long before = cache.Rings.LookCount;
        for (int page = Capacity + 3000; page < Capacity + 8000; page++)
        {
            cache.Access(page);
        }

        double looks = (cache.Rings.LookCount - before) / 5000.0;
        Assert.True(looks <= 4, $"{looks} pages looked at for each that was evicted.");
        Assert.True(Enumerable.Range(0, Capacity).All(page => !cache.Pages.Held(page) || cache.IsResident(page)));
    }

    [Fact]
    public void Evict_ParkedPageLetGo_IsTakenAfterAWhile()
    {
        var cache = new RingCache(2000, 100, RingMode.Lirs);
        cache.Pages.Held(0) = true;
        for (int page = 0; page < 100; page++)
        {
            cache.Access(page);
        }

        // Old pages of the main ring are asked for by none: what comes back pushes them out, and finds page 0 held.
        cache.Rings.SetMode(RingMode.Clock);
        for (int page = 100; page < 200; page++)
        {
            cache.Access(page);
        }

        Assert.Equal(RingPlace.ParkedMain, cache.Pages.Place(0));
        cache.Pages.Held(0) = false;
        for (int page = 200; page < 500; page++)
        {
            cache.Access(page);
        }

        Assert.False(cache.IsResident(0));
        Assert.Equal(0, cache.Rings.ParkedCount);
    }

    [Fact]
    public void SmallQuota_PagesParked_GrowsByThem()
    {
        var cache = new RingCache(2000, 1000, RingMode.Lirs);
        for (int page = 0; page < 1000; page++)
        {
            cache.Access(page);
            cache.Pages.Held(page) = page >= 900;
        }

        Assert.Equal(20, cache.Rings.SmallQuota);
        for (int page = 1000; page < 1200; page++)
        {
            cache.Access(page);
        }

        Assert.True(cache.Rings.ParkedCount > 0);
        int headroom = (int)MathF.Ceiling(1.25f * cache.Rings.ParkedCount);
        Assert.InRange(cache.Rings.SmallQuota, 20 + headroom - 2, 20 + headroom + 2);
    }

    [Fact]
    public void Choose_SmallRingHalfDrained_StopsTheBatch()
    {
        var cache = new RingCache(4000, 1000, RingMode.Lirs);
        for (int page = 0; page < 1000; page++)
        {
            cache.Access(page);
        }

        Span<int> victims = stackalloc int[64];
        int count = cache.Rings.Choose(victims, isPressing: false, out int parked);

        Assert.Equal(0, parked);
        Assert.Equal(10, count);
        Assert.Equal(10, cache.Rings.SmallCount);
        Assert.Equal(980, cache.Rings.MainCount);
        Assert.Equal(1, cache.Rings.Choose(victims, isPressing: false, out _));
    }

    [Fact]
    public void IsSpent_OlderThanTheMainRingsTailAndThanTwiceTheCapacity_AndOnlyThen()
    {
        var cache = new RingCache(4000, 100, RingMode.Lirs);
        cache.Rings.SetMode(RingMode.Clock);
        for (int page = 0; page < 1000; page++)
        {
            cache.Access(page);
        }

        cache.Rings.SetMode(RingMode.Lirs);
        uint now = cache.Rings.Now;
        Assert.True(cache.Rings.IsSpent(now - 500));
        Assert.False(cache.Rings.IsSpent(now - 150));
        Assert.False(cache.Rings.IsSpent(now));
        cache.Rings.SetCapacity(2000);
        Assert.False(cache.Rings.IsSpent(now - 500));
    }

    [Fact]
    public void SetMode_AndBack_KeepsThePages()
    {
        var cache = new RingCache(300, 100, RingMode.Lirs);
        for (int page = 0; page < 100; page++)
        {
            cache.Access(page);
        }

        cache.Rings.SetMode(RingMode.Clock);
        Assert.Equal((0, 100), (cache.Rings.SmallQuota, cache.Rings.MainQuota));
        cache.Rings.SetMode(RingMode.S3Fifo);
        Assert.Equal((10, 90), (cache.Rings.SmallQuota, cache.Rings.MainQuota));
        Assert.Equal(100, cache.Rings.Count);
        Assert.All(Enumerable.Range(0, 100), page => Assert.True(cache.IsResident(page)));
    }
}
