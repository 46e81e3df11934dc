namespace AopKit;

/// <summary>How a <c>PageCache</c> is made.</summary>
public sealed record PageCacheOptions
{
    /// <summary>
    /// The hard limit in bytes for frames, index, shadows, the engine's own per-page structures and what clients
    /// declare (E14). Default: 64 MiB. At least 16 pages.
    /// </summary>
    public long BudgetBytes { get; init; } = 64L << 20;

    /// <summary>
    /// The cache's name in metrics, events and dumps. Default null: <c>cache-1</c>, <c>cache-2</c> and so on, in the
    /// order in which the process makes them.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>
    /// From how long on a callback is told as an event of the source <c>AopKit</c>; measured only while somebody
    /// listens to it. Zero or more; default 10 ms.
    /// </summary>
    public TimeSpan SlowCallbackThreshold { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Page size in bytes: a power of two from 4096 to 65536. Default: 4096.</summary>
    public int PageSize { get; init; } = 4096;

    /// <summary>
    /// How much of the clients' half of the contract is checked. Default: <see cref="Checks.Basic"/>.
    /// </summary>
    public Checks Checks { get; init; } = Checks.Basic;

    /// <summary>
    /// The largest budget that <c>PageCache.Resize</c> may ask for, in bytes; address space (not memory) for it is
    /// reserved at once. Default 0: <see cref="BudgetBytes"/>.
    /// </summary>
    public long MaxBudgetBytes { get; init; }

    /// <summary>
    /// Lets the budget follow the memory limit of the container or the process. Default null: it does not.
    /// </summary>
    public MemoryLimitOptions? FollowMemoryLimit { get; init; }

    /// <summary>
    /// Whether frames should lie in huge pages. Default: <see cref="HugePages.Advise"/>, because a lookup of a page
    /// that was not asked for of late is much faster then.
    /// </summary>
    public HugePages HugePages { get; init; } = HugePages.Advise;

    /// <summary>
    /// Keep some frames free by a thread of the cache's own, so that who needs one seldom takes a page out himself.
    /// Default true. A cache of fewer than 1,024 frames has no such thread.
    /// </summary>
    public bool BackgroundReclaim { get; init; } = true;

    /// <summary>
    /// Above this share of the cache's frames, in percent, dirty pages are written in the background. From 1 to 100;
    /// default 10, which is Linux's <c>dirty_background_ratio</c>. 100: not because of their number. Caches of fewer
    /// than 1,024 frames write nothing in the background.
    /// </summary>
    public int DirtyBackgroundPercent { get; init; } = 10;

    /// <summary>
    /// Above this share of the cache's frames, in percent, who makes a page dirty waits for the background writer: for
    /// at most a second, and not inside a callback, nor if nothing can be written. From
    /// <see cref="DirtyBackgroundPercent"/> to 100; default 20, which is Linux's <c>dirty_ratio</c>. 100: nobody waits.
    /// </summary>
    public int DirtyLimitPercent { get; init; } = 20;

    /// <summary>
    /// After how long a dirty page is written in the background, however few there are. More than zero; default 30
    /// seconds, which is Linux's <c>dirty_expire_centisecs</c>; <see cref="Timeout.InfiniteTimeSpan"/>: never.
    /// </summary>
    public TimeSpan DirtyExpiration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock for <see cref="DirtyExpiration"/>. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// How many frames a cache must have to do work in the background. Small caches stay deterministic.
    /// </summary>
    internal int LeastBackgroundFrames { get; init; } = 1024;

    /// <summary>False for a test that does the background's work a step at a time.</summary>
    internal bool HasBackgroundThreads { get; init; } = true;

    /// <summary>
    /// How pages are chosen when memory is short. Default: <see cref="ReclaimPolicy.Adaptive"/>.
    /// </summary>
    public ReclaimPolicy ReclaimPolicy { get; init; } = ReclaimPolicy.Adaptive;

    /// <summary>What the policy's sample of pages depends on; null for a number of the cache's own.</summary>
    internal long? PolicySeed { get; init; }

    /// <summary>Into how many shards the policy divides pages, a power of two up to 16; 0 if it decides.</summary>
    internal int PolicyShards { get; init; }

    /// <summary>
    /// How many frames there are, where a benchmark wants an exact number and gives budget enough for the index; 0 if
    /// the budget decides.
    /// </summary>
    internal int ExactFrameCount { get; init; }
}
