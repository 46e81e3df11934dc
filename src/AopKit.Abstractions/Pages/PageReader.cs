namespace AopKit;

/// <summary>Reads a page's bytes in place, without a pin; see <see cref="AddressSpace{T}.TryRead"/>.</summary>
/// <remarks>
/// It may see torn bytes (a page that is being written or reused) and its result is then dropped: it must be bounded
/// whatever the bytes are, and must not follow a length or an offset that it did not check. An exception thrown during
/// an invalidated read is dropped as well. <paramref name="state"/> may have been changed by a read that was dropped.
/// <c>scoped</c> keeps the span from escaping.
/// </remarks>
/// <typeparam name="TState">What the reader needs and may change.</typeparam>
/// <typeparam name="TResult">What the reader finds.</typeparam>
/// <param name="bytes">The page's bytes, of the cache's page size.</param>
/// <param name="state">The caller's state.</param>
/// <returns>What was found, valid only if the read turns out to be valid.</returns>
public delegate TResult PageReader<TState, out TResult>(scoped ReadOnlySpan<byte> bytes, ref TState state);
