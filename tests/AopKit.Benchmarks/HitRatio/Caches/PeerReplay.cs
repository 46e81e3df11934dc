using BitFaster.Caching.Lfu;
using BitFaster.Caching.Lru;
using BitFaster.Caching.Scheduler;

namespace AopKit.Benchmarks.HitRatio.Caches;

/// <summary>BitFaster's ConcurrentLru, for one thread.</summary>
internal sealed class ConcurrentLruReplay(int capacity) : IReplayed
{
    private readonly ConcurrentLru<int, int> _cache = new(1, capacity, EqualityComparer<int>.Default);

    public long Replay(ReadOnlySpan<int> pages)
    {
        long hits = 0;
        foreach (int page in pages)
        {
            if (_cache.TryGet(page, out _))
            {
                hits++;
            }
            else
            {
                _cache.AddOrUpdate(page, page);
            }
        }

        return hits;
    }

    public void Dispose()
    {
        // Nothing but managed memory.
    }
}

/// <summary>
/// BitFaster's ConcurrentLfu, for one thread, with its maintenance on that thread, so that what it has noticed is used
/// at once and each run is like the other.
/// </summary>
internal sealed class ConcurrentLfuReplay(int capacity) : IReplayed
{
    private readonly ConcurrentLfu<int, int> _cache =
        new(1, capacity, new ForegroundScheduler(), EqualityComparer<int>.Default);

    public long Replay(ReadOnlySpan<int> pages)
    {
        long hits = 0;
        foreach (int page in pages)
        {
            if (_cache.TryGet(page, out _))
            {
                hits++;
            }
            else
            {
                _cache.AddOrUpdate(page, page);
            }
        }

        return hits;
    }

    public void Dispose()
    {
        // Nothing but managed memory.
    }
}
