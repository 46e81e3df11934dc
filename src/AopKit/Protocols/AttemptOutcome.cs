namespace AopKit.Protocols;

/// <summary>How an attempt to take a page ended.</summary>
internal enum AttemptOutcome
{
    /// <summary>The page is gone, with the caller's lock and pin.</summary>
    Removed,

    /// <summary>The client refused; the page stays, locked and pinned by the caller.</summary>
    Refused,

    /// <summary>Somebody held a pin before the callback; the page stays, locked and pinned by the caller.</summary>
    Pinned,

    /// <summary>
    /// A pin came between the callback and the freeze; the page stays, locked and pinned by the caller.
    /// </summary>
    Raced,

    /// <summary>The page is dirty or being written; it stays, locked and pinned by the caller.</summary>
    Dirty,

    /// <summary>
    /// The page's space keeps it: others may not take its last ones. The caller's lock and pin are gone.
    /// </summary>
    Reserved,
}
