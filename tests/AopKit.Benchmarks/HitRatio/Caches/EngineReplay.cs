namespace AopKit.Benchmarks.HitRatio.Caches;

/// <summary>
/// The engine itself: a <see cref="PageCache"/> with exactly as many frames as the capacity says, beside a budget that
/// leaves room for the index, and a client that has nothing to read.
/// </summary>
internal sealed class EngineReplay : IReplayed
{
    /// <summary>More than enough for the index, whose nodes must not take frames away here.</summary>
    private const long IndexBytesPerPage = 1024;

    private const int PageSize = 4096;

    private readonly PageCache _cache;
    private readonly AddressSpace<object> _space;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="capacity">Pages.</param>
    /// <param name="pageCount">How many different pages the trace has.</param>
    /// <param name="options">How it is to be made otherwise.</param>
    /// <param name="vetoPercent">How many of a hundred attempts to take a page are refused.</param>
    public EngineReplay(int capacity, int pageCount, PageCacheOptions options, int vetoPercent)
    {
        _cache = new PageCache(options with
        {
            PageSize = PageSize,
            BudgetBytes = (2L * PageSize * (capacity + 16)) + (32 * IndexBytesPerPage * (pageCount + 1024L)),
            ExactFrameCount = capacity,
            Checks = Checks.Off,
        });
        _space = vetoPercent == 0
            ? _cache.CreateAddressSpace(new NothingToRead())
            : _cache.CreateAddressSpace(new Refusing(vetoPercent), new AddressSpaceOptions { ReleaseAlways = true });
    }

    public long Replay(ReadOnlySpan<int> pages)
    {
        long before = _cache.GetStatistics().MissCount;
        foreach (int page in pages)
        {
            _space.Pin(new PageIndex(page)).Dispose();
        }

        return pages.Length - (_cache.GetStatistics().MissCount - before);
    }

    public void Dispose()
    {
        _space.Dispose();
        _cache.CheckIntegrity();
        _cache.Dispose();
    }

    private class NothingToRead : IAddressSpaceOperations<object>
    {
        public void ReadPage(FillPage<object> page)
        {
        }
    }

    /// <summary>Refuses some of what it is asked for, by a sequence of dice that is the same each time.</summary>
    private sealed class Refusing(int percent) : NothingToRead, IReleasePage<object>
    {
        private readonly Random _dice = new(1);

        public ReleaseOutcome ReleasePage(LockedPage<object> page, in ReleaseContext context) =>
            _dice.Next(100) < percent ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
    }
}
