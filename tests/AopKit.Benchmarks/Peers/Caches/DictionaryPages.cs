using System.Collections.Concurrent;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// A ConcurrentDictionary that never lets anything go. Its readers need no count, since no buffer ever ends: not a
/// cache, but what a cache built on it cannot be faster than.
/// </summary>
internal readonly struct DictionaryPages(BufferPool pool, FillKind fill) : IPageCacheUnderTest
{
    private readonly ConcurrentDictionary<long, SharedBuffer> _pages = new();
    private readonly Func<long, SharedBuffer> _fill = key => new SharedBuffer(pool, key, fill);

    public bool TryReadEight(long key, out ulong value)
    {
        if (_pages.TryGetValue(key, out SharedBuffer? page))
        {
            value = PageContent.ReadEight(page.Bytes);
            return true;
        }

        value = 0;
        return false;
    }

    public bool TryCopy(long key, Span<byte> destination)
    {
        if (_pages.TryGetValue(key, out SharedBuffer? page))
        {
            page.Bytes.CopyTo(destination);
            return true;
        }

        return false;
    }

    public ulong ReadOrFill(long key) => PageContent.ReadEight(_pages.GetOrAdd(key, _fill).Bytes);

    public void Remove(long key)
    {
        if (_pages.TryRemove(key, out SharedBuffer? page))
        {
            page.Dispose();
        }
    }
}
