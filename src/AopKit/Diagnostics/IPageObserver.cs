namespace AopKit.Diagnostics;

/// <summary>
/// Sees every insertion, attempt, callback, stall and removal, whatever notification the space asked for: for ledgers
/// of tests and the Lab. Called on the thread that does it, without any engine lock but the page's own.
/// </summary>
internal interface IPageObserver
{
    /// <summary>A page was put into the index; its fill has not begun.</summary>
    void Inserted(AddressSpace space, PageIndex index, long generation);

    /// <summary>An attempt of a release protocol, or a strip, begins.</summary>
    void AttemptBegan(AddressSpace space, PageIndex index, long generation, ReleaseReason reason);

    /// <summary>
    /// It has ended, after the page's OnRemove if there is one, and before a page that stays is unlocked; once for each
    /// begin, on the same thread.
    /// </summary>
    void AttemptEnded(AddressSpace space, PageIndex index, long generation, AttemptEnd end);

    /// <summary>
    /// A page has left and nobody holds a pin on it; its <c>OnRemove</c>, if there is one, has not begun.
    /// </summary>
    void Removed(AddressSpace space, PageIndex index, long generation, RemoveReason reason);

    /// <summary>A callback about a page has returned.</summary>
    void CallbackRan(CallbackKind kind, long elapsedTicks);

    /// <summary>A lookup has waited for a page that was frozen or leaving.</summary>
    void LookupStalled(AddressSpace space, PageIndex index, long elapsedTicks);
}
