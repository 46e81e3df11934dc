namespace AopKit.Residency;

/// <summary>What a space may keep and may have, if its options say so.</summary>
/// <param name="reservedPages">As many pages others leave to it.</param>
/// <param name="maxPages">As many it may have; 0 for no limit.</param>
internal sealed class SpaceQuota(long reservedPages, long maxPages)
{
    private long _takenNow;

    /// <summary>Where its own reclaim goes on. Gate held.</summary>
    public long Hand { get; set; }

    public long MaxPages { get; } = maxPages;

    public static SpaceQuota? For(AddressSpaceOptions options) =>
        options.ReservedPages == 0 && options.MaxPages == 0
            ? null
            : new SpaceQuota(options.ReservedPages, options.MaxPages);

    /// <summary>
    /// Whether somebody else may try to take one of so many pages. If so, <see cref="EndTake"/> follows; meanwhile the
    /// page counts as gone, so that several threads together do not take more than there is above the reservation.
    /// </summary>
    public bool TryBeginTake(ref readonly long pageCount)
    {
        if (Volatile.Read(in pageCount) - Interlocked.Increment(ref _takenNow) >= reservedPages)
        {
            return true;
        }

        EndTake();
        return false;
    }

    public void EndTake() => Interlocked.Decrement(ref _takenNow);
}
