namespace AopKit;

/// <summary>
/// No frame could be had within the budget, or within an address space's limit, because nothing could be reclaimed
/// (E14). Says what holds the frames.
/// </summary>
public sealed class BudgetExceededException : PageCacheException
{
    /// <summary>The cache's budget is used up.</summary>
    /// <param name="budgetBytes">The budget in bytes.</param>
    /// <param name="pinnedCount">Pages that somebody holds a pin on.</param>
    /// <param name="dirtyCount">Pages that hold content that could not be written.</param>
    /// <param name="refusedCount">Pages that clients refused to release in the last attempt.</param>
    /// <param name="chargedBytes">Bytes that clients declared for metadata.</param>
    /// <param name="holder">What in particular stands in the way, as a sentence; null if there is nothing to
    /// tell.</param>
    public BudgetExceededException(
        long budgetBytes, long pinnedCount, long dirtyCount, long refusedCount, long chargedBytes,
        string? holder = null)
        : base(
            $"The page cache's budget of {budgetBytes} bytes is used up and nothing can be reclaimed (E14): "
            + $"{pinnedCount} pages pinned, {dirtyCount} dirty, {refusedCount} refused by their clients, "
            + $"{chargedBytes} bytes of metadata declared. {holder}{(holder is null ? "" : " ")}"
            + "Hold fewer pins, flush, or give the cache a larger BudgetBytes.")
    {
        BudgetBytes = budgetBytes;
        PinnedCount = pinnedCount;
        DirtyCount = dirtyCount;
        RefusedCount = refusedCount;
        ChargedBytes = chargedBytes;
    }

    /// <summary>An address space has as many pages as it may have, and none of them can be taken.</summary>
    /// <param name="spaceName">The address space.</param>
    /// <param name="maxPages">As many pages it may have.</param>
    /// <param name="pinnedCount">Of them: pages that somebody holds a pin on.</param>
    /// <param name="dirtyCount">Of them: pages that hold content that could not be written.</param>
    /// <param name="refusedCount">Of them: pages that the client refused to release in the last attempt.</param>
    public BudgetExceededException(
        string spaceName, long maxPages, long pinnedCount, long dirtyCount, long refusedCount)
        : base(
            $"Address space '{spaceName}' has the {maxPages} pages that its MaxPages allows, and none can be taken: "
            + $"{pinnedCount} pages pinned, {dirtyCount} dirty, {refusedCount} refused by its client. Hold fewer pins, "
            + "flush, or give the space a larger MaxPages.")
    {
        SpaceName = spaceName;
        PinnedCount = pinnedCount;
        DirtyCount = dirtyCount;
        RefusedCount = refusedCount;
    }

    /// <summary>The address space that is at its limit, or null if it is the cache's budget.</summary>
    public string? SpaceName { get; }

    /// <summary>The budget in bytes; 0 if an address space is at its limit.</summary>
    public long BudgetBytes { get; }

    /// <summary>Pages that somebody holds a pin on.</summary>
    public long PinnedCount { get; }

    /// <summary>Pages that hold content that could not be written.</summary>
    public long DirtyCount { get; }

    /// <summary>Pages that clients refused to release in the last attempt.</summary>
    public long RefusedCount { get; }

    /// <summary>Bytes that clients declared for metadata.</summary>
    public long ChargedBytes { get; }
}
