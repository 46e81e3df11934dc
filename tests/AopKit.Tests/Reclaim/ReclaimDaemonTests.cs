using AopKit.Frames;
using AopKit.Reclaim;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.Reclaim;

/// <summary>The thread that keeps frames free, a step at a time, by the test.</summary>
public sealed class ReclaimDaemonTests() : EngineTests(Options)
{
    private const int HighMark = 16;

    private static PageCacheOptions Options => new()
    {
        BudgetBytes = 108 * PageSize, TimeProvider = new ManualClock(), LeastBackgroundFrames = 100,
        HasBackgroundThreads = false, DirtyLimitPercent = 100,
    };

    private ReclaimDaemon Daemon => Cache.Parts.Daemon!;

    private long FreeCount => new Watermarks(Cache.Parts.Store).FreeCount;

    [Fact]
    public void Daemon_FullCache_FreesUpToTheHighMarkAndStops()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        TouchAll(space, 200);
        long direct = Cache.GetStatistics().ReclaimedCount;
        Assert.True(FreeCount < HighMark);
        RunDaemon();
        PageCacheStatistics statistics = Cache.GetStatistics();
        Assert.Equal(HighMark, FreeCount);
        Assert.Equal(statistics.ReclaimedCount - direct, statistics.BackgroundReclaimedCount);
        Assert.False(Daemon.RunStep());
    }

    [Fact]
    public void Daemon_EveryPageRefused_RestsAndLetsOthersLook()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Prechecked);
        TouchAll(space, 100);
        client.Answer = ReleaseOutcome.Kept;
        Assert.False(Daemon.RunStep());
        Assert.Equal(0, Cache.GetStatistics().BackgroundReclaimedCount);
        client.Answer = ReleaseOutcome.Released;
        RunDaemon();
        Assert.Equal(HighMark, FreeCount);
    }

    [Fact]
    public void Daemon_DirtyPages_WritesThemBeforeTheyLeave()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        for (long index = 0; index < 100; index++)
        {
            Write(space, index, (byte)(index + 1));
        }

        RunDaemon();
        PageCacheStatistics statistics = Cache.GetStatistics();
        Assert.True(statistics.BackgroundReclaimedCount > 0);
        for (long index = 0; index < 100; index++)
        {
            using PagePin<Fact> pin = space.Pin(new(index));
            Assert.Equal((byte)(index + 1), pin.Bytes[9]);
        }
    }

    [Fact]
    public void Supply_AtTheLowestMark_TakesAPageOutBeforeTheLastFramesGo()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        for (long index = 0; index < 300; index++)
        {
            Touch(space, index);
            Assert.True(FreeCount >= 1, $"No frame was left after page {index}.");
        }
    }

    [Fact]
    public void Daemon_WokenAgainAtOnce_GoesFurtherUntilItHasSleptLonger()
    {
        const int FrameCount = 4096;
        var clock = new ManualClock();
        using var cache = new PageCache(new PageCacheOptions
        {
            BudgetBytes = FrameCount * Cache.Parts.Store.Free.FrameCost, TimeProvider = clock,
            HasBackgroundThreads = false,

            // Which does not advise to stop.
            ReclaimPolicy = ReclaimPolicy.Clock,
        });
        using AddressSpace<Fact> space = cache.CreateAddressSpace(new NotifiedClient());
        var marks = new Watermarks(cache.Parts.Store);
        long next = 0;

        // Frames come out of a processor's stock a batch at a time.
        Assert.InRange(FreeAfterRun(), marks.High, marks.High + FrameMagazines.MaxBatch);
        FreeAfterRun();
        Assert.InRange(FreeAfterRun(), marks.Highest, marks.Highest + FrameMagazines.MaxBatch);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(FreeAfterRun(), marks.High, marks.Highest - 1);

        long FreeAfterRun()
        {
            while (marks.FreeCount >= marks.Low)
            {
                Touch(space, next++);
            }

            while (cache.Parts.Daemon!.RunStep())
            {
            }

            return marks.FreeCount;
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, false)]
    public void Daemon_PagesGoQuickly_LeavesThemToThoseWhoNeedFrames(int microsecondsPerPage, bool rests)
    {
        var clock = (ManualClock)Cache.Parts.Store.Options.TimeProvider;
        var client = new NotifiedClient
        {
            OnRemoved = (in RemovedPage<Fact> page, RemoveReason reason) =>
                clock.Advance(TimeSpan.FromMicroseconds(microsecondsPerPage)),
        };
        TouchAll(Create(client), 100);
        RunDaemon();
        Assert.Equal(rests, Daemon.IsResting);
        clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.False(Daemon.IsResting);
    }

    [Theory]
    [InlineData(1024, true, true)]
    [InlineData(1000, true, false)]
    [InlineData(1024, false, false)]
    public void Daemon_ExistsInLargeCachesUnlessItIsSwitchedOff(int frames, bool wanted, bool expected)
    {
        var options = new PageCacheOptions
        {
            BudgetBytes = frames * Cache.Parts.Store.Free.FrameCost, BackgroundReclaim = wanted,
        };
        using var cache = new PageCache(options);
        Assert.Equal(expected, cache.Parts.Daemon is not null);
    }

    private void RunDaemon()
    {
        for (int step = 0; Daemon.RunStep(); step++)
        {
            Assert.True(step < 1000, "The daemon finds no end.");
        }
    }

    private static void TouchAll(AddressSpace<Fact> space, long count)
    {
        for (long index = 0; index < count; index++)
        {
            Touch(space, index);
        }
    }
}
