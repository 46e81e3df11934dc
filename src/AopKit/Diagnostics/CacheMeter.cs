using System.Diagnostics.Metrics;
using AopKit.Residency;

namespace AopKit.Diagnostics;

/// <summary>
/// The process's one meter <c>AopKit</c>: its instruments read the counters of all caches when somebody collects, and
/// cost nothing otherwise.
/// </summary>
/// <remarks>Caches are held weakly: one that was forgotten without being disposed can be collected.</remarks>
internal static class CacheMeter
{
    public const string Name = "AopKit";

    public const string CacheTag = "aopkit.cache";

    private static readonly Lock s_lock = new();
    private static readonly List<WeakReference<PageStore>> s_stores = [];
    private static readonly Meter s_meter = Make();

    private static int s_lastNumber;

    /// <summary>A name for a cache that was given none.</summary>
    public static string NextName() => $"cache-{Interlocked.Increment(ref s_lastNumber)}";

    public static void Add(PageStore store)
    {
        lock (s_lock)
        {
            s_stores.RemoveAll(static seen => !seen.TryGetTarget(out _));
            s_stores.Add(new WeakReference<PageStore>(store));
        }
    }

    public static void Remove(PageStore store)
    {
        lock (s_lock)
        {
            s_stores.RemoveAll(seen => !seen.TryGetTarget(out PageStore? other) || other == store);
        }
    }

    /// <summary>Reads one instrument of every cache.</summary>
    public static IEnumerable<Measurement<T>> Read<T>(CacheReading<T>[] readings)
        where T : struct
    {
        foreach (PageStore store in Stores())
        {
            var cache = new KeyValuePair<string, object?>(CacheTag, store.Hooks.CacheName);
            foreach (CacheReading<T> reading in readings)
            {
                T value = reading.Read(store);
                yield return reading.Tag is { } tag ? new(value, cache, new(tag, reading.Value)) : new(value, cache);
            }
        }
    }

    private static List<PageStore> Stores()
    {
        var stores = new List<PageStore>();
        lock (s_lock)
        {
            foreach (WeakReference<PageStore> seen in s_stores)
            {
                if (seen.TryGetTarget(out PageStore? store))
                {
                    stores.Add(store);
                }
            }
        }

        return stores;
    }

    private static Meter Make()
    {
        var meter = new Meter(Name, typeof(CacheMeter).Assembly.GetName().Version?.ToString(3));
        CacheInstruments.Make(meter);
        return meter;
    }
}
