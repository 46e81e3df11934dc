namespace AopKit.Diagnostics;

/// <summary>
/// Sees every insertion, attempt and removal, whatever notification the space asked for: for ledgers of tests and the
/// Lab.
/// </summary>
internal interface IPageObserver
{
    /// <summary>A page was put into the index; its fill has not begun.</summary>
    void Inserted(AddressSpace space, PageIndex index, long generation);

    /// <summary>An attempt of a release protocol, or a strip, has ended.</summary>
    void AttemptEnded(AddressSpace space, PageIndex index, long generation, bool removed, ReleaseReason reason);

    /// <summary>A page has left, and its <c>OnRemove</c>, if there is one, has returned.</summary>
    void Removed(AddressSpace space, PageIndex index, long generation, RemoveReason reason);
}
