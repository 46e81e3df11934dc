using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// Caches under one budget in bytes, metadata included: what a peer spends on its entries it does not have for pages,
/// as the engine. They are full, or about to be.
/// </summary>
internal sealed class FullCaches : IDisposable
{
    public const string WithCallbacks = "AopKit, ReleasePage and OnRemove";
    public const string WithoutCallbacks = "AopKit, neither callback";
    public const string WithHelp = "AopKit, both, and a reclaim thread beside";

    private readonly BufferPool[] _pools = [.. Enumerable.Range(0, 4).Select(static _ => new BufferPool())];
    private readonly PageCache[] _caches;

    public FullCaches(int pageCount, FillKind fill, PeerOverheads overheads)
    {
        long budget = pageCount * (long)PageContent.PageSize;
        _caches =
        [
            .. new[] { false, false, true }.Select(helped => new PageCache(new PageCacheOptions
            {
                // A thread's clock does not see what another thread does for it.
                BudgetBytes = budget, BackgroundReclaim = helped,
            })),
        ];
        var options = new AddressSpaceOptions { WritesWholePages = fill != FillKind.Stamp };
        Called = new PinnedPages(_caches[0].CreateAddressSpace(new CallbackClient(fill), options));
        Uncalled = new PinnedPages(_caches[1].CreateAddressSpace(new PlainClient(fill, attaches: true), options));
        Helped = new PinnedPages(_caches[2].CreateAddressSpace(new CallbackClient(fill), options));
        Lru = new LruPages(overheads.Lru.Capacity(budget), _pools[0], fill);
        FastLru = new FastLruPages(overheads.FastLru.Capacity(budget), _pools[1], fill);
        Lfu = new LfuPages(overheads.Lfu.Capacity(budget), _pools[2], fill);
        Extensions = new MemoryCachePages(overheads.Extensions.Capacity(budget), _pools[3], fill);
    }

    public PinnedPages Called { get; }

    public PinnedPages Uncalled { get; }

    /// <summary>
    /// As <see cref="Called"/>, with the thread that keeps frames free, as every cache has it by default.
    /// </summary>
    public PinnedPages Helped { get; }

    public LruPages Lru { get; }

    public FastLruPages FastLru { get; }

    public LfuPages Lfu { get; }

    public MemoryCachePages Extensions { get; }

    /// <summary>One page after another that was never asked for.</summary>
    public IReadOnlyList<Contestant> Inserters() =>
    [
        new InsertAndEvict<PinnedPages>(WithCallbacks, Called),
        new InsertAndEvict<PinnedPages>(WithoutCallbacks, Uncalled),
        new InsertAndEvict<PinnedPages>(WithHelp, Helped),
        new InsertAndEvict<LruPages>(Everyone.Lru, Lru),
        new InsertAndEvict<FastLruPages>(Everyone.FastLru, FastLru),
        new InsertAndEvict<LfuPages>(Everyone.Lfu, Lfu),
        new InsertAndEvict<MemoryCachePages>(Everyone.Extensions, Extensions),
    ];

    /// <summary>A sequence of keys, with how many of them had to be filled.</summary>
    public IReadOnlyList<Contestant> Readers(int[] keys) =>
    [
        new ReadOrFill<PinnedPages>(WithCallbacks, Called, keys, () => _caches[0].GetStatistics().FillCount),
        new ReadOrFill<LruPages>(Everyone.Lru, Lru, keys, () => _pools[0].RentCount),
        new ReadOrFill<FastLruPages>(Everyone.FastLru, FastLru, keys, () => _pools[1].RentCount),
        new ReadOrFill<LfuPages>(Everyone.Lfu, Lfu, keys, () => _pools[2].RentCount),
        new ReadOrFill<MemoryCachePages>(Everyone.Extensions, Extensions, keys, () => _pools[3].RentCount),
    ];

    public void Dispose()
    {
        Array.ForEach(_caches, static cache => cache.Dispose());
        Array.ForEach(_pools, static pool => pool.Dispose());
    }
}
