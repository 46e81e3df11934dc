namespace AopKit;

/// <summary>
/// No frame could be had within the budget, because nothing could be reclaimed (E14). Says what holds the frames.
/// </summary>
/// <param name="budgetBytes">The budget in bytes.</param>
/// <param name="pinnedCount">Pages that somebody holds a pin on.</param>
/// <param name="dirtyCount">Pages that hold content that could not be written.</param>
/// <param name="refusedCount">Pages that clients refused to release in the last attempt.</param>
/// <param name="chargedBytes">Bytes that clients declared for metadata.</param>
/// <param name="holder">What in particular stands in the way, as a sentence; null if there is nothing to tell.</param>
public sealed class BudgetExceededException(
    long budgetBytes, long pinnedCount, long dirtyCount, long refusedCount, long chargedBytes, string? holder = null)
    : PageCacheException(
        $"The page cache's budget of {budgetBytes} bytes is used up and nothing can be reclaimed (E14): "
        + $"{pinnedCount} pages pinned, {dirtyCount} dirty, {refusedCount} refused by their clients, "
        + $"{chargedBytes} bytes of metadata declared. {holder}{(holder is null ? "" : " ")}"
        + "Hold fewer pins, flush, or give the cache a larger BudgetBytes.")
{
    /// <summary>The budget in bytes.</summary>
    public long BudgetBytes { get; } = budgetBytes;

    /// <summary>Pages that somebody holds a pin on.</summary>
    public long PinnedCount { get; } = pinnedCount;

    /// <summary>Pages that hold content that could not be written.</summary>
    public long DirtyCount { get; } = dirtyCount;

    /// <summary>Pages that clients refused to release in the last attempt.</summary>
    public long RefusedCount { get; } = refusedCount;

    /// <summary>Bytes that clients declared for metadata.</summary>
    public long ChargedBytes { get; } = chargedBytes;
}
