using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// A client that hears that a page has left the cache: the callback that was proposed in 2009. Linux has
/// <c>freepage</c>, <c>free_folio</c>, which is like it under <see cref="RemoveNotification.AfterUnlock"/>.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IOnRemove<T>
    where T : class
{
    /// <summary>
    /// The page has left the cache. When: exactly once per insertion, whatever the door (E1), inline on the thread that
    /// removed it or that ended its last pin (E2). Page locked: no. May block: no (C3). Pins possible, lookups find it:
    /// no. May refuse: no; an exception is reported and the page is gone (E15).
    /// </summary>
    /// <param name="page">The page; its metadata, if any, is the client's now.</param>
    /// <param name="reason">Through which door it left.</param>
    [CallbackContext(CallbackContexts.Atomic | CallbackContexts.NoReentry)]
    [EndOfLife(LifetimeEnd.OnRemove)]
    void OnRemove(in RemovedPage<T> page, RemoveReason reason);
}
