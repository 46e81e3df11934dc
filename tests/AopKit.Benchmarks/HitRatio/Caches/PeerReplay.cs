using BitFaster.Caching;
using BitFaster.Caching.Lfu;
using BitFaster.Caching.Lru;
using BitFaster.Caching.Scheduler;

namespace AopKit.Benchmarks.HitRatio.Caches;

/// <summary>
/// A cache of BitFaster's. Only hits are counted here and no time, so that one class does for all of them.
/// </summary>
internal sealed class PeerReplay(ICache<int, int> cache) : IReplayed
{
    /// <summary>ConcurrentLru, for one thread.</summary>
    public static PeerReplay ConcurrentLru(int capacity) =>
        new(new ConcurrentLru<int, int>(1, capacity, EqualityComparer<int>.Default));

    /// <summary>
    /// ConcurrentLfu, for one thread, with its maintenance on that thread, so that what it has noticed is used at once
    /// and each run is like the other.
    /// </summary>
    public static PeerReplay ConcurrentLfu(int capacity) =>
        new(new ConcurrentLfu<int, int>(1, capacity, new ForegroundScheduler(), EqualityComparer<int>.Default));

    public long Replay(ReadOnlySpan<int> pages)
    {
        long hits = 0;
        foreach (int page in pages)
        {
            if (cache.TryGet(page, out _))
            {
                hits++;
            }
            else
            {
                cache.AddOrUpdate(page, page);
            }
        }

        return hits;
    }

    public void Dispose()
    {
        // Nothing but managed memory.
    }
}
