using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// A client that writes dirty pages back asynchronously; used by <see cref="AddressSpace.FlushAsync"/> and
/// <see cref="AddressSpace.DisposeAsync"/>.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IWritePagesAsync<T>
    where T : class
{
    /// <summary>
    /// Writes dirty pages with contiguous indexes; as <see cref="IWritePages{T}.WritePages"/>, until the task ends.
    /// </summary>
    /// <param name="batch">The pages; their memory is valid until the returned task ends.</param>
    /// <param name="cancellation">The flush's token.</param>
    ValueTask WritePagesAsync([Borrowed(UntilTaskEnds = true)] WriteRequest<T> batch, CancellationToken cancellation);
}
