using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// A client of the TwoPhase protocol: a promise first, then the deed or its recall. A <see cref="PrepareRelease"/> that
/// answered <see cref="ReleaseOutcome.Released"/> is followed, under the same page lock, by exactly one of the other
/// two (E8).
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IPrepareRelease<T>
    where T : class
{
    /// <summary>
    /// As <see cref="IReleasePage{T}.ReleasePage"/>, but revocable: <see cref="ReleaseOutcome.Released"/> promises that
    /// <see cref="CommitRelease"/> will detach. What <c>Metadata</c> shows to a pin does not change meanwhile (C7).
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="context">Who asks, and what the callback may do.</param>
    [CallbackContext(
        CallbackContexts.Atomic | CallbackContexts.NoReentry | CallbackContexts.HoldsPageLock,
        MayBlockIf = nameof(ReleaseContext.MayBlock),
        MayEnterFileSystemIf = nameof(ReleaseContext.MayEnterFileSystem))]
    [ReleaseCallback(
        ReleaseOutcome.Released, ReleaseOutcome.Kept, ReleaseOutcome.Removable, PromiseOnly = true,
        RemovalMember = nameof(ReleaseContext.WillRemove), CertainRemoval = WillRemove.Certain)]
    ReleaseOutcome PrepareRelease(LockedPage<T> page, in ReleaseContext context);

    /// <summary>
    /// The page is frozen and clean, and goes: detach the metadata. Page locked: yes. May block: no (C3). Pins
    /// possible: no. Lookups wait. May refuse: no; an exception is reported and the page goes (E15).
    /// </summary>
    /// <param name="page">The page.</param>
    [CallbackContext(CallbackContexts.Atomic | CallbackContexts.NoReentry | CallbackContexts.HoldsPageLock)]
    [EndOfLife(LifetimeEnd.ReleasePage)]
    void CommitRelease(LockedPage<T> page);

    /// <summary>
    /// The page stays: take the promise back. Page locked: yes. May block: no (C3). Pins possible, lookups find it:
    /// yes.
    /// </summary>
    /// <param name="page">The page.</param>
    [CallbackContext(CallbackContexts.Atomic | CallbackContexts.NoReentry | CallbackContexts.HoldsPageLock)]
    void AbortRelease(LockedPage<T> page);
}
