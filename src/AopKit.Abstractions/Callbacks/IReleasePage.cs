using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// A client that is asked before a page, or only its metadata, goes. Linux: <c>releasepage</c>, <c>release_folio</c>.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IReleasePage<T>
    where T : class
{
    /// <summary>
    /// The engine would like the page, or only its metadata, gone. When: reclaim, evict, try-invalidate, strip, some
    /// migrations; only with metadata attached, unless the space says <c>ReleaseAlways</c>; never during writeback; for
    /// a dirty page only with <see cref="ReleaseReason.Strip"/> (E5). Page locked: yes. May block: only if
    /// <see cref="ReleaseContext.MayBlock"/> (C4). Pins possible: yes (Frozen: no). Lookups find it: yes (Frozen: they
    /// wait, E7, so C8 holds). May refuse: yes. Times: 0 to n.
    /// </summary>
    /// <remarks>An exception counts as <see cref="ReleaseOutcome.Kept"/> (E15).</remarks>
    /// <param name="page">The page.</param>
    /// <param name="context">Who asks, and what the callback may do.</param>
    /// <returns>Whether the page may go, and where its metadata is now (C1).</returns>
    [CallbackContext(
        CallbackContexts.Atomic | CallbackContexts.NoReentry | CallbackContexts.HoldsPageLock,
        MayBlockIf = nameof(ReleaseContext.MayBlock),
        MayEnterFileSystemIf = nameof(ReleaseContext.MayEnterFileSystem))]
    [EndOfLife(LifetimeEnd.ReleasePage)]
    [ReleaseCallback(
        ReleaseOutcome.Released, ReleaseOutcome.Kept, ReleaseOutcome.Removable,
        RemovalMember = nameof(ReleaseContext.WillRemove), CertainRemoval = WillRemove.Certain,
        OnlyUnheldUnder = ReleaseProtocol.Frozen)]
    ReleaseOutcome ReleasePage(LockedPage<T> page, in ReleaseContext context);
}
