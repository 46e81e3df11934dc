using AopKit.Benchmarks.Peers.Workloads;
using BitFaster.Caching.Lfu;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>BitFaster's ConcurrentLfu, with its own background maintenance, over shared buffers.</summary>
internal readonly struct LfuPages : IPageCacheUnderTest
{
    private readonly ConcurrentLfu<long, SharedBuffer> _cache;
    private readonly Func<long, SharedBuffer> _fill;

    public LfuPages(int capacity, BufferPool pool, FillKind fill)
    {
        _cache = new ConcurrentLfu<long, SharedBuffer>(capacity);
        _fill = key => new SharedBuffer(pool, key, fill);
    }

    public bool TryReadEight(long key, out ulong value)
    {
        if (_cache.TryGet(key, out SharedBuffer? page) && page.TryAcquire())
        {
            value = PageContent.ReadEight(page.Bytes);
            page.Release();
            return true;
        }

        value = 0;
        return false;
    }

    public bool TryCopy(long key, Span<byte> destination)
    {
        if (_cache.TryGet(key, out SharedBuffer? page) && page.TryAcquire())
        {
            page.Bytes.CopyTo(destination);
            page.Release();
            return true;
        }

        return false;
    }

    public ulong ReadOrFill(long key)
    {
        SharedBuffer page;
        do
        {
            page = _cache.GetOrAdd(key, _fill);
        }
        while (!page.TryAcquire());
        ulong value = PageContent.ReadEight(page.Bytes);
        page.Release();
        return value;
    }

    public void Remove(long key) => _cache.TryRemove(key);
}
