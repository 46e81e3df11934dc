namespace AopKit;

/// <summary>
/// Who asks in a release callback. The right answer depends on it: release without a reason cannot be right.
/// </summary>
public enum ReleaseReason
{
    /// <summary>Reclaim wants the frame.</summary>
    Reclaim,

    /// <summary>Somebody asked for this page to be evicted if it is unused.</summary>
    Evict,

    /// <summary><see cref="AddressSpace.TryInvalidate"/> drops clean copies.</summary>
    Invalidate,

    /// <summary>Only the metadata is wanted; the page stays, and may be dirty.</summary>
    Strip,

    /// <summary>The page is to move to another frame and its metadata holds frame addresses.</summary>
    Migrate,
}
