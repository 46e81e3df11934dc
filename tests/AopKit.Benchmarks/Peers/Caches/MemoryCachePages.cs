using AopKit.Benchmarks.Peers.Workloads;
using Microsoft.Extensions.Caching.Memory;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// Microsoft.Extensions.Caching.Memory with a size limit, one unit per page. Keys are boxed, because it takes objects;
/// the buffer is given back by its eviction callback, the only place that hears of an eviction. When it is full it
/// rejects what is added, and makes room in the background.
/// </summary>
internal readonly struct MemoryCachePages : IPageCacheUnderTest
{
    private readonly MemoryCache _cache;
    private readonly BufferPool _pool;
    private readonly FillKind _fill;

    public MemoryCachePages(int capacity, BufferPool pool, FillKind fill)
    {
        _cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = capacity });
        (_pool, _fill) = (pool, fill);
    }

    public bool TryReadEight(long key, out ulong value)
    {
        if (_cache.TryGetValue(key, out SharedBuffer? page) && page!.TryAcquire())
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
        if (_cache.TryGetValue(key, out SharedBuffer? page) && page!.TryAcquire())
        {
            page.Bytes.CopyTo(destination);
            page.Release();
            return true;
        }

        return false;
    }

    public ulong ReadOrFill(long key)
    {
        if (TryReadEight(key, out ulong value))
        {
            return value;
        }

        var page = new SharedBuffer(_pool, key, _fill);
        page.TryAcquire();
        var entry = new MemoryCacheEntryOptions { Size = 1 };
        entry.RegisterPostEvictionCallback(static (_, evicted, _, _) => ((SharedBuffer)evicted!).Dispose());
        _cache.Set(key, page, entry);
        value = PageContent.ReadEight(page.Bytes);
        page.Release();
        return value;
    }

    public void Remove(long key) => _cache.Remove(key);
}
