namespace AopKit;

/// <summary>
/// What a cache did and holds: one snapshot, each figure exact at some moment during the call. Counts of pages unless
/// said.
/// </summary>
public sealed record PageCacheStatistics
{
    /// <summary>Frames that can be used now.</summary>
    public required long FrameCount { get; init; }

    /// <summary>Frames that hold no page.</summary>
    public required long FreeFrameCount { get; init; }

    /// <summary>Pages in the cache.</summary>
    public required long ResidentCount { get; init; }

    /// <summary>Of them: with unwritten content.</summary>
    public required long DirtyCount { get; init; }

    /// <summary>Of them: pinned at this moment (counted by a walk).</summary>
    public required long PinnedCount { get; init; }

    /// <summary>
    /// Lookups that found their page and pinned it. Reads without a pin are not among them: to count one would cost
    /// more than the read.
    /// </summary>
    public required long HitCount { get; init; }

    /// <summary>Lookups that did not.</summary>
    public required long MissCount { get; init; }

    /// <summary>Fills that ended well.</summary>
    public required long FillCount { get; init; }

    /// <summary>Fills that failed.</summary>
    public required long FillFailedCount { get; init; }

    /// <summary>Fills of a page that reclaim had taken: it left a shadow entry.</summary>
    public required long RefaultCount { get; init; }

    /// <summary>
    /// Pages that were filled in runs before anybody asked for them: read ahead, or by <c>Prefetch</c>.
    /// </summary>
    public required long ReadAheadCount { get; init; }

    /// <summary>Of them: asked for since.</summary>
    public required long ReadAheadHitCount { get; init; }

    /// <summary>Of them: taken by reclaim before anybody asked for them.</summary>
    public required long ReadAheadWastedCount { get; init; }

    /// <summary>Pages ever inserted.</summary>
    public required long InsertedCount { get; init; }

    /// <summary>Pages that left, by every door.</summary>
    public required long RemovedCount { get; init; }

    /// <summary>Of them: by reclaim or evict.</summary>
    public required long ReclaimedCount { get; init; }

    /// <summary>
    /// Of them: by the thread that keeps frames free (<see cref="PageCacheOptions.BackgroundReclaim"/>).
    /// </summary>
    public required long BackgroundReclaimedCount { get; init; }

    /// <summary>
    /// Attempts to take a page by reclaim, evict or try-invalidate that got as far as the release protocol.
    /// </summary>
    public required long ReclaimAttemptCount { get; init; }

    /// <summary>Release and prepare callbacks made.</summary>
    public required long ReleaseCallbackCount { get; init; }

    /// <summary>Of them: answered with <see cref="ReleaseOutcome.Kept"/>.</summary>
    public required long RefusedCount { get; init; }

    /// <summary>Prepares that ended in an abort.</summary>
    public required long ReleaseAbortedCount { get; init; }

    /// <summary>Pages whose metadata was ended by a release callback and that stayed, by cause (E6).</summary>
    public required ReleasedButKept ReleasedButKept { get; init; }

    /// <summary>Pages written back.</summary>
    public required long WrittenCount { get; init; }

    /// <summary>Pages whose write failed.</summary>
    public required long WriteFailedCount { get; init; }

    /// <summary>Pages that are being written at this moment.</summary>
    public required long WritebackCount { get; init; }

    /// <summary>Writers that waited because of <see cref="PageCacheOptions.DirtyLimitPercent"/>.</summary>
    public required long WriterStallCount { get; init; }

    /// <summary>How long they waited together.</summary>
    public required TimeSpan WriterStallTime { get; init; }

    /// <summary>Lookups that waited for a frozen or leaving page (E3, E7).</summary>
    public required long LookupStallCount { get; init; }

    /// <summary>How long they waited together.</summary>
    public required TimeSpan LookupStallTime { get; init; }

    /// <summary>Objects that shrinkers freed.</summary>
    public required long ShrunkCount { get; init; }

    /// <summary>Bytes that clients declared for metadata, in pages and in shrinkers.</summary>
    public required long ChargedBytes { get; init; }

    /// <summary>
    /// Bytes used of the budget: frames, index, shadows, the engine's per-page structures, and
    /// <see cref="ChargedBytes"/>.
    /// </summary>
    public required long UsedBytes { get; init; }

    /// <summary>
    /// Bytes beside the budget, of the managed heap: what the reclaim policy watches a sample of the pages with. At
    /// most 225 KB; from 128 Ki pages on it is a little less than a byte for each page.
    /// </summary>
    public required long PolicySampleBytes { get; init; }

    /// <summary>The budget in bytes.</summary>
    public required long BudgetBytes { get; init; }

    /// <summary>Callbacks that threw or broke the contract.</summary>
    public required long CallbackFailureCount { get; init; }
}
