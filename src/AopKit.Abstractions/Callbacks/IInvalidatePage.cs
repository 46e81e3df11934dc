using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// A client that hears which bytes of a page are worth nothing any more. Linux: <c>invalidatepage</c>,
/// <c>invalidate_folio</c>.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IInvalidatePage<T>
    where T : class
{
    /// <summary>
    /// All or part of a page is dropped, dirty or not. When: truncate, punch, invalidate, discard, teardown; for the
    /// whole page before its <c>OnRemove</c>, with or without metadata; for a part alone, and the page stays (E9). Page
    /// locked: yes. May block: yes. Pins possible, lookups find it: yes. May refuse: no; an exception is reported and
    /// the operation completes (E15).
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="range">Which bytes. Look at both ends: <see cref="ByteRange.IsWholePage"/>.</param>
    [CallbackContext(CallbackContexts.HoldsPageLock)]
    void InvalidatePage(LockedPage<T> page, ByteRange range);
}
