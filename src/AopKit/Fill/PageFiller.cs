using System.Runtime.ExceptionServices;
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
    /// <summary>How many fills end before what one of them was lent is lent again (C6).</summary>
    private const int RestCount = 64;

    private readonly ReusePool<AsyncFill> _rested = new(RestCount);

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

        try
        {
            Read(thread, space, index, page);
        }
        catch (Exception exception)
        {
            Fail(space, page, exception);
            throw;
        }

        Publish(space, page, counts)?.Wake();
        return true;
    }

    /// <summary>Fills a page with the client's asynchronous callback, or, if it has none, on the pool.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="index">The page.</param>
    /// <param name="page">The page, filled and pinned by the caller, if there is no <paramref name="fill"/>.</param>
    /// <param name="fill">The fill, if it goes on; the caller has joined it.</param>
    /// <param name="cancellation">Ends the wait for a frame.</param>
    /// <returns>Whether the page was absent; if not, look again.</returns>
    public bool TryFillAsync(
        Space space, long index, out PageHandle page, out FillOperation? fill, CancellationToken cancellation)
    {
        fill = null;
        if (!TryInsert(space, index, store.Counters.Own, out page, cancellation))
        {
            return false;
        }

        AsyncFill work = TakeWork();
        bool isAsynchronous = space.Callbacks.HasReadPageAsync;
        if (isAsynchronous && work.Begin(space, index, page))
        {
            Exception? error = work.End();
            _rested.Return(work);
            if (error is not null)
            {
                Fail(space, page, error);
                ExceptionDispatchInfo.Throw(error);
            }

            Publish(space, page, store.Counters.Own)?.Wake();
            return true;
        }

        // Before it can end: the page is locked by this fill, so that it is there to be joined.
        fill = fills.TryJoin(space, index)!;
        if (isAsynchronous)
        {
            work.Await();
        }
        else
        {
            work.BeginOnPool(space, page);
        }

        return true;
    }

    /// <summary>Fills a page on a thread of the pool; nobody is there to whom anything could be thrown.</summary>
    public void FillForWaiters(AsyncFill work, Space space, PageHandle page)
    {
        Exception? error = null;
        try
        {
            Read(CallingThread.Current, space, store.Frames.Header(page.Frame).Index, page);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        EndForWaiters(work, space, page, error);
    }

    /// <summary>The client's task has ended, and those who wait for the page hear of it.</summary>
    public void EndForWaiters(AsyncFill work, Space space, PageHandle page, Exception? error)
    {
        _rested.Return(work);
        if (error is not null)
        {
            Fail(space, page, error);
            return;
        }

        FillOperation? fill = Publish(space, page, store.Counters.Own);
        remover.Unpin(page.Frame);
        fill?.Wake();
    }

    /// <summary>Attaches the metadata of a page that is being filled.</summary>
    public void Attach(Space space, PageHandle page, object metadata, int chargeBytes)
    {
        ref object? place = ref store.Frames.Metadata(page.Frame);
        if (place is not null)
        {
            throw new InvalidOperationException(
                $"Page {store.Frames.Header(page.Frame).Index} of '{space.Name}' already has metadata.");
        }

        supply.SetCharge(page.Frame, chargeBytes);
        Volatile.Write(ref place, metadata);
    }

    /// <summary>Under <see cref="Checks.Full"/> a new one each time, so that what was kept of it is always noticed.
    /// </summary>
    private AsyncFill TakeWork() =>
        (store.Options.Checks == Checks.Full ? null : _rested.TryTake())
        ?? new AsyncFill(this, store.Frames.Memory());

    private void Read(CallingThread thread, Space space, long index, PageHandle page)
    {
        thread.Fills.Begin(space, index, 1);
        try
        {
            space.Callbacks.ReadPage(page.Frame, thread);
        }
        finally
        {
            thread.Fills.End();
        }
    }

    private bool TryInsert(
        Space space, long index, ThreadCounts counts, out PageHandle page, CancellationToken cancellation)
    {
        counts.Misses++;
        using var reservation = new FrameReservation(store, supply, space, index, cancellation);
        return reservation.TryInsert(inserter, counts, out page);
    }

    private FillOperation? Publish(Space space, PageHandle page, ThreadCounts counts)
    {
        store.Reach(TestPoint.BeforePublish, space, page.Frame);
        counts.Fills++;
        return fills.Publish(space, page);
    }

    private void Fail(Space space, PageHandle page, Exception exception)
    {
        Counters.Add(ref store.Counters.FillsFailed);
        FillOperation fill = fills.Fail(space, page, exception);
        dropper.DropFailedFill(space, page.Frame);
        fill.Wake();
    }
}
