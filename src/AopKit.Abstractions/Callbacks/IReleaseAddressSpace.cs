using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// A client that keeps facts for the life of an address space. Linux: <c>aop->release</c>, proposed in 2009.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IReleaseAddressSpace<T>
    where T : class
{
    /// <summary>
    /// The address space is to end. <see cref="ReleaseMode.MayRefuse"/>: an idle one is reclaimed, with no page, no pin
    /// and nothing dirty; <see cref="ReleaseOutcome.Kept"/> leaves it usable. <see cref="ReleaseMode.Forced"/>: it is
    /// torn down, the call must not fail and must not allocate. May block: yes. Times: 0 to n that may refuse, then
    /// exactly one final call, after the last <c>OnRemove</c> has returned; nothing is called for the space afterwards
    /// (E10). An exception is reported and counts as <see cref="ReleaseOutcome.Kept"/> where that is possible (E15).
    /// </summary>
    /// <param name="space">The address space. Do not call it.</param>
    /// <param name="mode">Whether the client may refuse.</param>
    [CallbackContext(CallbackContexts.NoReentry)]
    [EndOfLife(LifetimeEnd.AddressSpace)]
    ReleaseOutcome Release(AddressSpace<T> space, ReleaseMode mode);
}
