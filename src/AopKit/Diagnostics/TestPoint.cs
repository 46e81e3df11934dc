namespace AopKit.Diagnostics;

/// <summary>Places in the engine at which a test can park a thread.</summary>
internal enum TestPoint
{
    /// <summary>A lookup has pinned the frame and not yet looked whose page it holds.</summary>
    AfterPinBeforeRecheck,

    /// <summary>The page is in the index, its fill has not begun.</summary>
    AfterInsert,

    /// <summary>The fill has ended well, the page is not yet visible.</summary>
    BeforePublish,

    /// <summary>The release or prepare callback has answered, the page is not yet frozen.</summary>
    AfterReleaseCallback,

    /// <summary>The page is frozen; dirty was not yet looked at.</summary>
    AfterFreeze,

    /// <summary>A lookup begins to wait for a page that is frozen or leaving.</summary>
    LookupWaits,

    /// <summary>The page has left the index, its OnRemove has not begun.</summary>
    AfterUnlink,

    /// <summary>OnRemove is about to be called.</summary>
    BeforeOnRemove,

    /// <summary>OnRemove has returned, the frame is not yet free.</summary>
    AfterOnRemove,

    /// <summary>Pages are marked as being written, the callback has not begun.</summary>
    BeforeWrite,

    /// <summary>The write callback has ended, the pages are not yet marked as written.</summary>
    AfterWrite,

    /// <summary>A writer begins to wait, because there are too many dirty pages.</summary>
    WriterWaits,

    /// <summary>A space has as many pages as it may have, and who needs another one begins to wait.</summary>
    SpaceWaits,

    /// <summary>The final release of a space is about to be called.</summary>
    BeforeFinalRelease,
}
