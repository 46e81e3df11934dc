namespace AopKit;

/// <summary>
/// How often a release callback ended metadata and the page stayed, by cause: the loss that this project is about (E6).
/// </summary>
/// <param name="AlreadyPinned">A pin was held before the callback ran: the loss was certain.</param>
/// <param name="Raced">A pin came between the callback and the freeze.</param>
/// <param name="DirtiedAfter">The page was written between the callback and the freeze.</param>
/// <param name="NotRemoving">The caller never meant to remove the page (strip).</param>
public readonly record struct ReleasedButKept(long AlreadyPinned, long Raced, long DirtiedAfter, long NotRemoving)
{
    /// <summary>All causes together.</summary>
    public long Total => AlreadyPinned + Raced + DirtiedAfter + NotRemoving;
}
