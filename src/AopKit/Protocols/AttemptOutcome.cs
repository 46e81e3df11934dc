namespace AopKit.Protocols;

/// <summary>How an attempt to take a page ended.</summary>
internal enum AttemptOutcome
{
    /// <summary>The page is gone, with the caller's lock and pin.</summary>
    Removed,

    /// <summary>The client refused; the page stays, locked and pinned by the caller.</summary>
    Refused,

    /// <summary>Somebody holds a pin; the page stays, locked and pinned by the caller.</summary>
    Pinned,

    /// <summary>The page is dirty or being written; it stays, locked and pinned by the caller.</summary>
    Dirty,
}
