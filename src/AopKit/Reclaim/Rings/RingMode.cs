using AopKit.Frames;

namespace AopKit.Reclaim.Rings;

/// <summary>Three ways to run the same two rings; which one suits is found out by <c>Sampling</c>.</summary>
internal enum RingMode
{
    /// <summary>
    /// A page gets into the main ring only if it came back sooner than the main ring's oldest page was asked for.
    /// Source: Jiang and Zhang, LIRS, SIGMETRICS 2002. Keeps its pages in a loop that is larger than the cache.
    /// </summary>
    Lirs,

    /// <summary>
    /// A page gets into the main ring when it was hit once in the small one, or soon afterwards. Source: Yang, Zhang,
    /// Qiu, Yue and Rashmi, FIFO queues are all you need for cache eviction, SOSP 2023.
    /// </summary>
    S3Fifo,

    /// <summary>One ring, and a second chance for what was hit. Source: Corbató, A Paging Experiment with the Multics
    /// System, 1968.</summary>
    Clock,
}

/// <summary>What the modes differ in.</summary>
internal static class RingModes
{
    public const int Count = 3;

    /// <summary>How many pages the small ring is meant to hold.</summary>
    public static int SmallQuota(this RingMode mode, int capacity) => mode switch
    {
        RingMode.Lirs => Math.Max(1, capacity / 50),
        RingMode.S3Fifo => Math.Max(1, capacity / 10),
        _ => 0,
    };

    /// <summary>The frequency that gets a page from the small ring into the main one.</summary>
    public static int PromoteAt(this RingMode mode) => mode == RingMode.Lirs ? 2 : 1;

    /// <summary>What a hit makes of each frequency; see <see cref="FrameState.Touch"/>.</summary>
    public static int HitTable(this RingMode mode) =>
        mode == RingMode.Clock ? FrameState.MarkHits : FrameState.CountHits;

    /// <summary>What is left of a frequency above 0 when the page passes the main ring's end.</summary>
    public static int Cooled(this RingMode mode, int frequency) => mode == RingMode.Clock ? 0 : frequency - 1;
}
