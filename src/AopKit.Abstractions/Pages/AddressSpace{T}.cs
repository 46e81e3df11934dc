using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AopKit.Lifetimes;

namespace AopKit;

/// <summary>One owner's pages in a page cache, with metadata of the owner's type beside each page.</summary>
/// <remarks>
/// An abstract class, so that the engine's sealed class is called directly where it is known, and a simple model can
/// stand in its place in tests. Safe on any thread.
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public abstract class AddressSpace<T> : AddressSpace
    where T : class
{
    /// <summary>Pins a page; fills it first if it is absent: one fill for all who wait for it (E11).</summary>
    /// <param name="index">The page.</param>
    /// <param name="cancellation">Ends the wait for another's fill or for a free frame.</param>
    /// <returns>The pin; end it once.</returns>
    /// <exception cref="BudgetExceededException">No frame can be had: it says how many pages are pinned, dirty, refused
    /// (E14).</exception>
    /// <remarks>What the client's <c>ReadPage</c> throws is thrown here, and the page is not cached.</remarks>
    [Effect(Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache)]
    [return: Acquires]
    public abstract PagePin<T> Pin(PageIndex index, CancellationToken cancellation = default);

    /// <summary>
    /// Pins a page if it is in the cache and filled. Calls no client code, takes no lock, allocates nothing (E18).
    /// </summary>
    /// <param name="index">The page.</param>
    /// <param name="pin">The pin; a default value if there is none.</param>
    /// <returns>Whether the page was there.</returns>
    [Effect(Effects.ReentersCache)]
    public abstract bool TryPin(PageIndex index, [Acquires] out PagePin<T> pin);

    /// <summary>
    /// As <see cref="Pin"/>, in the form that may cross an <c>await</c>; allocates nothing when the page is there.
    /// </summary>
    /// <param name="index">The page.</param>
    /// <param name="cancellation">Ends this caller's wait, not the fill.</param>
    [Effect(Effects.EntersReclaim | Effects.ReentersCache)]
    [return: Acquires]
    public abstract ValueTask<PageLease<T>> PinAsync(PageIndex index, CancellationToken cancellation = default);

    /// <summary>
    /// Fills absent pages of a run, in batches where the client can (<see cref="IReadPages{T}"/>), and pins none.
    /// </summary>
    /// <param name="pages">The run.</param>
    /// <returns>How many pages were filled. It ends early, without an error, when a fill fails or no frame is
    /// free.</returns>
    [Effect(Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache)]
    public abstract long Prefetch(PageRange pages);

    /// <summary>
    /// Reads a page in place without a pin and without a write to shared memory, if it is in the cache and filled.
    /// </summary>
    /// <typeparam name="TState">What the reader needs and may change.</typeparam>
    /// <typeparam name="TResult">What the reader finds.</typeparam>
    /// <param name="index">The page.</param>
    /// <param name="state">Handed to the reader.</param>
    /// <param name="reader">Sees the bytes, torn ones perhaps; see <see cref="PageReader{TState, TResult}"/>.</param>
    /// <param name="result">What the reader returned, if the read was valid.</param>
    /// <returns>Whether the page was there and was not changed meanwhile (E19). If not, pin it.</returns>
    [Effect(Effects.ReentersCache)]
    public bool TryRead<TState, TResult>(
        PageIndex index, ref TState state, PageReader<TState, TResult> reader,
        [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TResult result)
    {
        ArgumentNullException.ThrowIfNull(reader);
        result = default;
        ReadOnlySpan<byte> bytes = BeginRead(index, out OptimisticRead read);
        if (bytes.IsEmpty)
        {
            return false;
        }

        TResult found;
        try
        {
            found = reader(bytes, ref state);
        }
        catch (Exception) when (!IsReadValid(read))
        {
            // The reader met torn bytes: what it made of them is worth nothing, its exception included.
            return false;
        }

        if (!IsReadValid(read))
        {
            return false;
        }

        result = found;
        return true;
    }

    /// <summary>
    /// Copies bytes of a page without a pin, if it is in the cache and filled. Needs no care with torn bytes.
    /// </summary>
    /// <param name="index">The page.</param>
    /// <param name="offset">First byte within the page.</param>
    /// <param name="destination">Where to; its content is undefined when the result is false.</param>
    /// <returns>Whether the page was there and was not changed meanwhile (E19). If not, pin it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the page.</exception>
    [Effect(Effects.ReentersCache)]
    public bool TryCopy(PageIndex index, int offset, Span<byte> destination) =>
        TryReadBytes(index, offset, destination);

    /// <summary>
    /// Reads one value out of a page in place, without a pin, if the page is in the cache and filled: the shortest way
    /// to a few bytes. Needs no care with torn bytes.
    /// </summary>
    /// <typeparam name="TValue">A value without references; its bytes are taken as they lie in the page.</typeparam>
    /// <param name="index">The page.</param>
    /// <param name="offset">First byte within the page; need not be aligned.</param>
    /// <param name="value">The value; its default when the result is false.</param>
    /// <returns>Whether the page was there and was not changed meanwhile (E19). If not, pin it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value does not lie within the page.</exception>
    [Effect(Effects.ReentersCache)]
    public bool TryReadValue<TValue>(PageIndex index, int offset, out TValue value)
        where TValue : unmanaged
    {
        // Into a place of its own first, so that the caller never sees torn bytes.
        Unsafe.SkipInit(out TValue found);
        if (TryReadBytes(index, offset, MemoryMarshal.AsBytes(new Span<TValue>(ref found))))
        {
            value = found;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Copies bytes of a page without a pin. For implementations.</summary>
    /// <param name="index">The page.</param>
    /// <param name="offset">First byte within the page.</param>
    /// <param name="destination">Where to; its content is undefined when the result is false.</param>
    /// <returns>Whether the page was there and was not changed meanwhile (E19).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the page.</exception>
    protected abstract bool TryReadBytes(PageIndex index, int offset, Span<byte> destination);

    /// <summary>Begins a read without a pin. For implementations.</summary>
    /// <param name="index">The page.</param>
    /// <param name="read">What to validate afterwards.</param>
    /// <returns>The frame's bytes, or none if the page is not there or is being written; the memory stays mapped
    /// whatever happens.</returns>
    protected abstract ReadOnlySpan<byte> BeginRead(PageIndex index, out OptimisticRead read);

    /// <summary>
    /// Whether the page was the same, and unchanged, all through the read. Implementations order this load after the
    /// reader's loads.
    /// </summary>
    /// <param name="read">As <see cref="BeginRead"/> gave it.</param>
    protected abstract bool IsReadValid(OptimisticRead read);

    /// <summary>Ends a pin. For implementations, as all below.</summary>
    /// <param name="page">The page that was pinned.</param>
    protected internal abstract void Unpin(PageHandle page);

    /// <summary>The bytes of a pinned page.</summary>
    /// <param name="page">The page.</param>
    protected internal abstract ReadOnlySpan<byte> GetBytes(PageHandle page);

    /// <summary>The metadata of a pinned page.</summary>
    /// <param name="page">The page.</param>
    protected internal abstract T? GetMetadata(PageHandle page);

    /// <summary>Whether a pinned page has left the cache.</summary>
    /// <param name="page">The page.</param>
    protected internal abstract bool IsStale(PageHandle page);

    /// <summary>Whether a pinned page is dirty.</summary>
    /// <param name="page">The page.</param>
    protected internal abstract bool IsDirty(PageHandle page);

    /// <summary>Attaches metadata to a pinned page unless there is some (E20).</summary>
    /// <param name="page">The page.</param>
    /// <param name="candidate">What to attach.</param>
    /// <param name="chargeBytes">Bytes that it takes.</param>
    protected internal abstract T GetOrAttach(PageHandle page, T candidate, int chargeBytes);

    /// <summary>Sets how many bytes the client declares for a page's metadata (E14).</summary>
    /// <param name="page">The page, locked by the caller.</param>
    /// <param name="chargeBytes">The bytes; 0 when there is no metadata any more.</param>
    /// <exception cref="BudgetExceededException">They do not fit into the budget; nothing has changed.</exception>
    protected internal abstract void SetCharge(PageHandle page, int chargeBytes);

    /// <summary>Locks a pinned page.</summary>
    /// <param name="page">The page.</param>
    protected internal abstract LockedPage<T> Lock(PageHandle page);

    /// <summary>Ends a lock.</summary>
    /// <param name="page">The page.</param>
    protected internal abstract void Unlock(PageHandle page);

    /// <summary>Begins a write of a pinned page (E19).</summary>
    /// <param name="page">The page.</param>
    protected internal abstract Span<byte> BeginWrite(PageHandle page);

    /// <summary>Ends a write.</summary>
    /// <param name="page">The page.</param>
    protected internal abstract void EndWrite(PageHandle page);
}
