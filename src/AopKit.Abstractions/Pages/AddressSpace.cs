using AopKit.Lifetimes;

namespace AopKit;

/// <summary>One owner's pages in a page cache: what can be done with them whatever the metadata is.</summary>
/// <remarks>
/// <para>All members are safe on any thread, except that disposing waits for nobody who still uses the space's
/// members.</para>
/// <para>After <see cref="Dispose()"/> every member throws <see cref="ObjectDisposedException"/>; pins that are still
/// held stay readable and end as usual.</para>
/// </remarks>
public abstract class AddressSpace : IDisposable, IAsyncDisposable
{
    private protected AddressSpace()
    {
    }

    /// <summary>The name given at creation, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>The cache's page size in bytes: a power of two from 4 KiB to 64 KiB.</summary>
    public abstract int PageSize { get; }

    /// <summary>How many pages are in the cache now, pages being filled included.</summary>
    public abstract long PageCount { get; }

    /// <summary>How many of them hold content that was not written back.</summary>
    public abstract long DirtyPageCount { get; }

    /// <summary>Whether a page is in the cache and filled. A statement about the past by the time it returns.</summary>
    /// <param name="index">The page.</param>
    public abstract bool Contains(PageIndex index);

    /// <summary>
    /// Drops all content from a byte on, dirty or not. The page that the byte lies in stays if the byte is not its
    /// first; its tail is zeroed after <c>InvalidatePage</c> heard of the part (E9).
    /// </summary>
    /// <param name="lengthBytes">The new length in bytes: the first byte that goes.</param>
    /// <param name="cancellation">Ends the wait for pins, where the space has to wait (E3); pages dropped until then
    /// stay dropped.</param>
    [InvalidatesMappings(Part = true)]
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public abstract void Truncate(long lengthBytes, CancellationToken cancellation = default);

    /// <summary>Drops the content of a range of bytes, dirty or not, as <see cref="Truncate"/> does.</summary>
    /// <param name="offsetBytes">The first byte that goes.</param>
    /// <param name="lengthBytes">How many bytes go.</param>
    /// <param name="cancellation">As for <see cref="Truncate"/>.</param>
    [InvalidatesMappings(Part = true)]
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public abstract void Punch(long offsetBytes, long lengthBytes, CancellationToken cancellation = default);

    /// <summary>Drops whole pages, dirty or not, because what they were read from has changed.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="cancellation">As for <see cref="Truncate"/>.</param>
    [InvalidatesMappings(Part = true)]
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public abstract void Invalidate(PageRange pages, CancellationToken cancellation = default);

    /// <summary>Drops all pages, dirty or not, and nothing else: the space stays usable.</summary>
    /// <param name="cancellation">As for <see cref="Truncate"/>.</param>
    [InvalidatesMappings]
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public abstract void Discard(CancellationToken cancellation = default);

    /// <summary>Drops clean pages that nobody uses and whose client agrees; says what stayed.</summary>
    /// <param name="pages">The pages.</param>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public abstract InvalidateResult TryInvalidate(PageRange pages);

    /// <summary>Drops one page if it is clean, nobody uses it and the client agrees.</summary>
    /// <param name="index">The page.</param>
    /// <returns>Whether the page was there and is gone.</returns>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public abstract bool TryEvict(PageIndex index);

    /// <summary>
    /// Asks the client for the metadata of pages that stay; the one attempt that is made for dirty pages too (E5).
    /// </summary>
    /// <param name="pages">The pages.</param>
    /// <returns>From how many pages metadata was given up.</returns>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public abstract long Strip(PageRange pages);

    /// <summary>
    /// Puts a new page in the place of the one at an index, or into the empty place. The old page leaves with
    /// <see cref="RemoveReason.Replaced"/>; if it was dirty, or <paramref name="dirty"/> says so, the new one is dirty.
    /// </summary>
    /// <param name="index">The place.</param>
    /// <param name="content">The new page's content; exactly one page.</param>
    /// <param name="dirty">Whether the content has still to be written.</param>
    /// <param name="cancellation">As for <see cref="Truncate"/>.</param>
    /// <exception cref="ArgumentException">The content is not as long as a page.</exception>
    [Effect(Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache)]
    public abstract void Replace(
        PageIndex index, ReadOnlySpan<byte> content, bool dirty = false, CancellationToken cancellation = default);

    /// <summary>
    /// Takes a cursor for failed writes: a <see cref="Flush"/> with it reports the failures from now on (E12).
    /// </summary>
    public abstract WritebackErrorCursor OpenErrorCursor();

    /// <summary>Writes all dirty pages back and waits for it.</summary>
    /// <param name="cursor">Which failures the caller has heard of; null: only those of this call are reported.</param>
    /// <exception cref="WritebackException">A write failed since the cursor was last told. The pages are still
    /// dirty.</exception>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public abstract void Flush(WritebackErrorCursor? cursor = null);

    /// <summary>As <see cref="Flush"/>, without blocking a thread where the client writes asynchronously.</summary>
    /// <param name="cursor">As for <see cref="Flush"/>.</param>
    /// <param name="cancellation">Ends the wait; pages that were not written stay dirty.</param>
    [Effect(Effects.ReentersCache)]
    public abstract ValueTask FlushAsync(WritebackErrorCursor? cursor = null, CancellationToken cancellation = default);

    /// <summary>
    /// Offers the idle space to its client: <see cref="IReleaseAddressSpace{T}.Release"/> that may refuse (E10).
    /// </summary>
    /// <returns>
    /// <see cref="ReleaseOutcome.Released"/>: the space is at its end and is disposed.
    /// <see cref="ReleaseOutcome.Kept"/>: the client refused, or the space has a page, a pin or something dirty.
    /// </returns>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public abstract ReleaseOutcome TryRelease();

    /// <summary>
    /// Writes what is dirty, drops every page, waits until the last <c>OnRemove</c> has returned, and makes the final
    /// <c>Release</c>
    /// (E10). Waits for pins that others hold.
    /// </summary>
    /// <exception cref="UnwrittenPagesException">Pages could not be written and were dropped; it counts them and gives
    /// their ranges (E12).</exception>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>As <see cref="Dispose()"/>, without blocking a thread.</summary>
    [Effect(Effects.ReentersCache)]
    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Does what <see cref="Dispose()"/> promises.</summary>
    /// <param name="disposing">Always true: address spaces have no finalizer.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>Does what <see cref="DisposeAsync"/> promises.</summary>
    protected abstract ValueTask DisposeAsyncCore();
}
