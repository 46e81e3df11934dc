using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>Managed bytes that a peer keeps for each page beside the page.</summary>
internal readonly record struct PeerOverhead(string Name, double BytesPerPage)
{
    /// <summary>How many pages fit into a budget, their overhead included.</summary>
    public int Capacity(long budgetBytes) => (int)(budgetBytes / (PageContent.PageSize + BytesPerPage));
}

/// <summary>What each peer's entry costs, measured in this run: the heap before and after so many were added.</summary>
internal sealed record PeerOverheads(PeerOverhead Lru, PeerOverhead FastLru, PeerOverhead Lfu, PeerOverhead Extensions)
{
    private const int EntryCount = 16 << 10;

    public IEnumerable<PeerOverhead> All => [Lru, FastLru, Lfu, Extensions];

    public static PeerOverheads Measure() => new(
        Of(Everyone.Lru, static pool => new LruPages(EntryCount, pool, FillKind.Stamp)),
        Of(Everyone.FastLru, static pool => new FastLruPages(EntryCount, pool, FillKind.Stamp)),
        Of(Everyone.Lfu, static pool => new LfuPages(EntryCount, pool, FillKind.Stamp)),
        Of(Everyone.Extensions, static pool => new MemoryCachePages(EntryCount, pool, FillKind.Stamp)));

    private static PeerOverhead Of<TCache>(string name, Func<BufferPool, TCache> make)
        where TCache : struct, IPageCacheUnderTest
    {
        using var pool = new BufferPool();
        pool.Reserve(EntryCount);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        TCache cache = make(pool);
        for (int key = 0; key < EntryCount; key++)
        {
            cache.ReadOrFill(key);
        }

        long after = GC.GetTotalMemory(forceFullCollection: true);
        cache.ReadOrFill(0);
        return new PeerOverhead(name, (after - before) / (double)EntryCount);
    }
}
