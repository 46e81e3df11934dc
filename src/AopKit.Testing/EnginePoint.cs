using AopKit.Diagnostics;

namespace AopKit.Testing;

/// <summary>Places in the engine at which a test can park a thread: <see cref="ParkedThreadPoints.ParkAt"/>.</summary>
public enum EnginePoint
{
    /// <summary>A lookup has pinned the frame and not yet looked whose page it holds.</summary>
    AfterPinBeforeRecheck = TestPoint.AfterPinBeforeRecheck,

    /// <summary>The page is in the index, its fill has not begun.</summary>
    AfterInsert = TestPoint.AfterInsert,

    /// <summary>The fill has ended well, the page is not yet visible.</summary>
    BeforePublish = TestPoint.BeforePublish,

    /// <summary>The release or prepare callback has answered, the page is not yet frozen.</summary>
    AfterReleaseCallback = TestPoint.AfterReleaseCallback,

    /// <summary>The page is frozen; dirty was not yet looked at.</summary>
    AfterFreeze = TestPoint.AfterFreeze,

    /// <summary>A lookup begins to wait for a page that is frozen or leaving.</summary>
    LookupWaits = TestPoint.LookupWaits,

    /// <summary>The page has left the index, its OnRemove has not begun.</summary>
    AfterUnlink = TestPoint.AfterUnlink,

    /// <summary>OnRemove is about to be called.</summary>
    BeforeOnRemove = TestPoint.BeforeOnRemove,

    /// <summary>OnRemove has returned, the frame is not yet free.</summary>
    AfterOnRemove = TestPoint.AfterOnRemove,

    /// <summary>Pages are marked as being written, the callback has not begun.</summary>
    BeforeWrite = TestPoint.BeforeWrite,

    /// <summary>The write callback has ended, the pages are not yet marked as written.</summary>
    AfterWrite = TestPoint.AfterWrite,

    /// <summary>The final release of a space is about to be called.</summary>
    BeforeFinalRelease = TestPoint.BeforeFinalRelease,
}
