using System.Diagnostics.CodeAnalysis;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Reclaim;
using AopKit.Residency;

namespace AopKit.Fill;

/// <summary>
/// Fills one absent page: inserts it locked, calls the client, and publishes it or takes it out again (E11).
/// </summary>
internal sealed class PageFiller(
    PageStore store, FrameSupply supply, PageInserter inserter, PageFills fills, PageRemover remover,
    PageDropper dropper)
{
    /// <summary>Fills a page on this thread.</summary>
    /// <param name="thread">This thread.</param>
    /// <param name="space">The address space.</param>
    /// <param name="index">The page.</param>
    /// <param name="page">The page, filled and pinned.</param>
    /// <param name="cancellation">Ends the wait for a frame.</param>
    /// <returns>Whether the page was absent, and is now filled and pinned by the caller; if not, look again.</returns>
    public bool TryFill(
        CallingThread thread, Space space, long index, out PageHandle page, CancellationToken cancellation)
    {
        ThreadCounts counts = store.Counters.Of(thread);
        if (!TryInsert(space, index, counts, out page, cancellation))
        {
            return false;
        }

        if (Fault.Is(FaultId.P06_VisibleBeforeFilled))
        {
            Frames.FrameState.Change(ref store.Frames.State(page.Frame), 0, Frames.FrameState.Uptodate);
        }

        thread.Fills.Begin(space, index, 1);
        try
        {
            space.Callbacks.ReadPage(store.View(page.Frame, thread));
        }
        catch (Exception exception)
        {
            Fail(space, page, exception);
            throw;
        }
        finally
        {
            thread.Fills.End();
        }

        Succeed(space, page, counts);
        return true;
    }

    /// <summary>Begins to fill a page with the client's asynchronous callback.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="index">The page.</param>
    /// <param name="fill">The fill, which the caller has joined.</param>
    /// <param name="cancellation">Ends the wait for a frame.</param>
    /// <returns>Whether the page was absent; if not, look again.</returns>
    public bool TryBeginAsync(
        Space space, long index, [NotNullWhen(true)] out FillOperation? fill, CancellationToken cancellation)
    {
        fill = null;
        if (!TryInsert(space, index, store.Counters.Own, out PageHandle page, cancellation))
        {
            return false;
        }

        // Before it begins: a fill that fails at once would otherwise have nobody to tell, and be begun again (E11).
        // The page is locked by this fill, so that it is there to be joined.
        fill = fills.TryJoin(space, index)!;
        _ = FillAsync(space, page);
        return true;
    }

    private bool TryInsert(
        Space space, long index, ThreadCounts counts, out PageHandle page, CancellationToken cancellation)
    {
        counts.Misses++;
        using var reservation = new FrameReservation(store, supply, space, index, cancellation);
        return reservation.TryInsert(inserter, counts, out page);
    }

    private async Task FillAsync(Space space, PageHandle page)
    {
        Frames.FrameBytes bytes = store.Frames.Memory(page.Frame);
        try
        {
            if (space.Callbacks.HasReadPageAsync)
            {
                await space.Callbacks
                    .ReadPageAsync(
                        new PageIndex(store.Frames.Header(page.Frame).Index), page, bytes.Memory,
                        (metadata, charge) => Attach(space, page, bytes, metadata, charge), space.ExitToken)
                    .ConfigureAwait(false);
            }
            else
            {
                // A client that can only fill synchronously must not hold up who asked asynchronously.
                await Task.Run(() => space.Callbacks.ReadPage(store.View(page.Frame))).ConfigureAwait(false);
            }

            bytes.End();
            Succeed(space, page, store.Counters.Own);
            remover.Unpin(page.Frame);
        }
        catch (Exception exception)
        {
            bytes.End();
            Fail(space, page, exception);
        }
    }

    private void Attach(Space space, PageHandle page, Frames.FrameBytes bytes, object metadata, int chargeBytes)
    {
        bytes.ThrowIfEnded();
        ref object? place = ref store.Frames.Metadata(page.Frame);
        if (place is not null)
        {
            throw new InvalidOperationException(
                $"Page {store.Frames.Header(page.Frame).Index} of '{space.Name}' already has metadata.");
        }

        supply.SetCharge(page.Frame, chargeBytes);
        Volatile.Write(ref place, metadata);
    }

    private void Succeed(Space space, PageHandle page, ThreadCounts counts)
    {
        store.Reach(TestPoint.BeforePublish, space, page.Frame);
        counts.Fills++;
        fills.Publish(space, page);
    }

    private void Fail(Space space, PageHandle page, Exception exception)
    {
        Counters.Add(ref store.Counters.FillsFailed);
        FillOperation fill = fills.Fail(space, page, exception);
        dropper.DropFailedFill(space, page.Frame);
        fill.Wake();
    }
}
