using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// What every client of an address space implements: it fills absent pages. Linux: <c>read_folio</c>.
/// </summary>
/// <remarks>
/// A client's class implements those of the callback interfaces that it needs, all with the same metadata type; the
/// engine reads at creation which it has. Callbacks may run on any thread, several at once for different pages, and do
/// not inherit the caller's <c>ExecutionContext</c> (E4).
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IAddressSpaceOperations<T>
    where T : class
{
    /// <summary>
    /// Fills one absent page. When: on a miss, once for all who wait (E11). Page locked: yes. May block: yes. Pins
    /// possible: waiters only. Lookups find it: no, they wait. May refuse: it throws, the waiters get the exception,
    /// the page is not cached.
    /// </summary>
    /// <param name="page">The page; zeroed before (E21).</param>
    [CallbackContext(CallbackContexts.HoldsPageLock)]
    void ReadPage(FillPage<T> page);
}
