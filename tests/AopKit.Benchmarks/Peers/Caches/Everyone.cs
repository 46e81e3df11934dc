using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>All caches, each holding the same pages, to be looked up.</summary>
internal sealed class Everyone : IDisposable
{
    public const string Pinned = "AopKit, pinned";
    public const string Optimistic = "AopKit, without a pin";
    public const string Lru = "ConcurrentLru";
    public const string FastLru = "FastConcurrentLru";
    public const string Lfu = "ConcurrentLfu";
    public const string Extensions = "MemoryCache";
    public const string Dictionary = "ConcurrentDictionary (no eviction)";
    public const string FileRead = "RandomAccess.Read";
    public const string Mapped = "MemoryMappedFile";

    private readonly BufferPool[] _pools = [.. Enumerable.Range(0, 5).Select(static _ => new BufferPool())];
    private readonly PageCache _cache;
    private readonly AddressSpace<Note> _space;
    private readonly WarmFile _file;
    private readonly LruPages _lru;
    private readonly FastLruPages _fastLru;
    private readonly LfuPages _lfu;
    private readonly MemoryCachePages _extensions;
    private readonly DictionaryPages _dictionary;

    public Everyone(int pageCount)
    {
        // A little more room than pages, for all: here nobody is to evict.
        int capacity = pageCount + (pageCount / 8);
        long budget = capacity * (long)PageContent.PageSize * 102 / 100;
        _cache = new PageCache(new PageCacheOptions { BudgetBytes = budget });

        // As long as the file, as everybody who opens one knows; FileAddressSpace does the same.
        _space = _cache.CreateAddressSpace(
            new PlainClient(FillKind.Whole), new AddressSpaceOptions { ExpectedPages = pageCount });
        _lru = new LruPages(capacity, _pools[0], FillKind.Whole);
        _fastLru = new FastLruPages(capacity, _pools[1], FillKind.Whole);
        _lfu = new LfuPages(capacity, _pools[2], FillKind.Whole);
        _extensions = new MemoryCachePages(capacity, _pools[3], FillKind.Whole);
        _dictionary = new DictionaryPages(_pools[4], FillKind.Whole);
        _file = new WarmFile(pageCount);
        Load(new PinnedPages(_space), pageCount);
        Load(_lru, pageCount);
        Load(_fastLru, pageCount);
        Load(_lfu, pageCount);
        Load(_extensions, pageCount);
        Load(_dictionary, pageCount);
    }

    /// <summary>Eight bytes of each page, in place; a file is asked for 64 bytes.</summary>
    public IReadOnlyList<Contestant> Readers(int[] keys) =>
    [
        new ReadEight<PinnedPages>(Pinned, new PinnedPages(_space), keys),
        new ReadEight<OptimisticPages>(Optimistic, new OptimisticPages(_space), keys),
        new ReadEight<LruPages>(Lru, _lru, keys),
        new ReadEight<FastLruPages>(FastLru, _fastLru, keys),
        new ReadEight<LfuPages>(Lfu, _lfu, keys),
        new ReadEight<MemoryCachePages>(Extensions, _extensions, keys),
        new ReadEight<DictionaryPages>(Dictionary, _dictionary, keys),
        new ReadEight<FilePages>(FileRead, new FilePages(_file.Handle, smallReadBytes: 64), keys),
        new ReadEight<MappedPages>(Mapped, new MappedPages(_file.Start), keys),
    ];

    /// <summary>
    /// The engine's two ways to a page, what a scope over many pages could gain, and what nobody can go below.
    /// </summary>
    public IReadOnlyList<Contestant> Ways(int[] keys) =>
    [
        new ReadEight<PinnedPages>(Pinned, new PinnedPages(_space), keys),
        new ReadEight<OptimisticPages>(Optimistic, new OptimisticPages(_space), keys),
        new EpochReads($"one fence for {EpochReads.PagesPerScope} pages, nobody waits for it", _cache, keys),
        new BareReads("the bare loads of a pin, and two locked additions", _cache, keys, pins: true),
        new BareReads("the bare loads", _cache, keys, pins: false),
    ];

    /// <summary>The whole of each page, copied out.</summary>
    public IReadOnlyList<Contestant> Copiers(int[] keys) =>
    [
        new CopyPage<PinnedPages>(Pinned, new PinnedPages(_space), keys),
        new CopyPage<OptimisticPages>(Optimistic, new OptimisticPages(_space), keys),
        new CopyPage<LruPages>(Lru, _lru, keys),
        new CopyPage<MemoryCachePages>(Extensions, _extensions, keys),
        new CopyPage<FilePages>(FileRead, new FilePages(_file.Handle, smallReadBytes: 64), keys),
        new CopyPage<MappedPages>(Mapped, new MappedPages(_file.Start), keys),
    ];

    public void Dispose()
    {
        _space.Dispose();
        _cache.Dispose();
        _file.Dispose();
        Array.ForEach(_pools, static pool => pool.Dispose());
    }

    private static void Load<TCache>(TCache cache, int pageCount)
        where TCache : struct, IPageCacheUnderTest
    {
        for (int key = 0; key < pageCount; key++)
        {
            cache.ReadOrFill(key);
        }
    }
}
