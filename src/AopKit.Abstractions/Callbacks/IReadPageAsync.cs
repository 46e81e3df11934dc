using AopKit.Lifetimes;

namespace AopKit;

/// <summary>A client that fills pages asynchronously; used by <see cref="AddressSpace{T}.PinAsync"/>.</summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IReadPageAsync<T>
    where T : class
{
    /// <summary>
    /// Fills one absent page. When, lock, pins, lookups and refusal: as
    /// <see cref="IAddressSpaceOperations{T}.ReadPage"/>; the page is locked until the task ends.
    /// </summary>
    /// <param name="page">The page; its memory is valid until the returned task ends.</param>
    /// <param name="cancellation">Ends when the address space is torn down.</param>
    [CallbackContext(CallbackContexts.HoldsPageLock)]
    ValueTask ReadPageAsync([Borrowed(UntilTaskEnds = true)] FillRequest<T> page, CancellationToken cancellation);
}
