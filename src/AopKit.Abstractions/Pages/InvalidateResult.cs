namespace AopKit;

/// <summary>
/// What <see cref="AddressSpace.TryInvalidate"/> did: how many pages went, and why the others stayed. Counts of pages.
/// </summary>
/// <param name="RemovedCount">Pages that left the cache.</param>
/// <param name="DirtyCount">Pages that stayed because they hold unwritten content or are being written.</param>
/// <param name="PinnedCount">Pages that stayed because somebody holds a pin or the page lock.</param>
/// <param name="RefusedCount">Pages that stayed because the client refused.</param>
public readonly record struct InvalidateResult(long RemovedCount, long DirtyCount, long PinnedCount, long RefusedCount)
{
    /// <summary>How many pages stayed.</summary>
    public long StayedCount => DirtyCount + PinnedCount + RefusedCount;
}
