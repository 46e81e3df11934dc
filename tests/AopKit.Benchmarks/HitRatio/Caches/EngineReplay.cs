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
    public EngineReplay(int capacity, int pageCount, PageCacheOptions options)
    {
        _cache = new PageCache(options with
        {
            PageSize = PageSize,
            BudgetBytes = (2L * PageSize * (capacity + 16)) + (32 * IndexBytesPerPage * (pageCount + 1024L)),
            ExactFrameCount = capacity,
            Checks = Checks.Off,
        });
        _space = _cache.CreateAddressSpace(new NothingToRead());
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

    private sealed class NothingToRead : IAddressSpaceOperations<object>
    {
        public void ReadPage(FillPage<object> page)
        {
        }
    }
}
