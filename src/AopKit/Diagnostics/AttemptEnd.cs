namespace AopKit.Diagnostics;

/// <summary>
/// How an attempt to take a page, or to strip it, ended: gone, or why the page stayed, whether or not metadata was
/// lost.
/// </summary>
internal enum AttemptEnd
{
    /// <summary>The page is gone.</summary>
    Removed,

    /// <summary>A pin was held before the callback.</summary>
    AlreadyPinned,

    /// <summary>A pin came between callback and freeze.</summary>
    Raced,

    /// <summary>The page was written between callback and freeze, or before the attempt.</summary>
    DirtiedAfter,

    /// <summary>Nobody meant to remove it.</summary>
    NotRemoving,

    /// <summary>The client refused.</summary>
    Refused,
}
