namespace AopKit.Reclaim.Sampling;

/// <summary>
/// Numbers for pages that spread evenly, and of which nobody outside can say how: which pages are sampled, and which
/// shard one belongs to.
/// </summary>
internal sealed class PageSampler(ulong seed)
{
    /// <summary>The smallest miniature cache worth asking, in pages, where the cache is not smaller itself.</summary>
    private const int LeastMiniature = 256;

    /// <summary>The most real pages for which one is sampled.</summary>
    private const int MostPerSample = 512;

    /// <summary>
    /// How many pages there are for each sampled one: the largest power of two up to 512 that leaves 256 pages.
    /// </summary>
    public static int PagesPerSample(int capacity)
    {
        int ratio = 1;
        while (ratio < MostPerSample && capacity / (ratio * 2) >= LeastMiniature)
        {
            ratio *= 2;
        }

        return ratio;
    }

    /// <summary>A number for a page: the same as long as the cache lives.</summary>
    public ulong Hash(int spaceId, long index)
    {
        // The finalizer of Steele, Lea and Flood's SplitMix, OOPSLA 2014.
        ulong hash = seed + (ulong)index + ((ulong)(uint)spaceId * 0x9E3779B97F4A7C15);
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }

    /// <summary>Which of a power of two of shards a page belongs to; other bits than those that sample.</summary>
    public static int Shard(ulong hash, int shardCount) => (int)(hash >> 32) & (shardCount - 1);

    public static bool IsSampled(ulong hash, int pagesPerSample) => (hash & (ulong)(pagesPerSample - 1)) == 0;
}
