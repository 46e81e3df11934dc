using System.Diagnostics;
using System.Runtime.ExceptionServices;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Lookup;
using AopKit.Residency;

namespace AopKit.Fill;

/// <summary>Pins a page: finds it, waits for it, joins its fill, or fills it; again until it has it.</summary>
internal sealed class PagePinner(
    PageStore store, PageLookup lookup, PageFiller filler, PageFills fills, PageRemover remover)
{
    public PageHandle Pin(Space space, long index, CancellationToken cancellation)
    {
        while (true)
        {
            switch (lookup.TryPin(space, index, out PageHandle page, out long slot))
            {
                case LookupOutcome.Found:
                    GC.KeepAlive(Fault.Is(FaultId.E18_HitAllocates) ? new object() : null);
                    return page;

                case LookupOutcome.Waiting:
                    Stall(space, index, slot, cancellation);
                    break;

                case LookupOutcome.Filling:
                    ThrowIfOwnFill(space, index);
                    if (fills.TryJoin(space, index) is { } fill)
                    {
                        if (Fault.Is(FaultId.E11_EveryWaiterReads))
                        {
                            space.Callbacks.ReadPage(fill.Page.Frame, CallingThread.Current);
                        }

                        return AwaitFill(fill, cancellation);
                    }

                    WaitForPublication(space, index, slot, cancellation);
                    break;

                default:
                    CallingThread thread = CallingThread.Current;
                    if (filler.TryFill(thread, space, index, out page, cancellation))
                    {
                        store.ReadAhead?.Missed(space, index, mayRead: !thread.IsInCallback);
                        return page;
                    }

                    break;
            }
        }
    }

    /// <summary>Pins a page, or begins to wait for its fill.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="index">The page.</param>
    /// <param name="page">The page, pinned, if there is no fill to wait for.</param>
    /// <param name="cancellation">Ends what the call itself waits for.</param>
    /// <returns>The fill that the caller has joined; null if the page is pinned.</returns>
    public FillOperation? BeginPin(Space space, long index, out PageHandle page, CancellationToken cancellation)
    {
        while (true)
        {
            switch (lookup.TryPin(space, index, out page, out long slot))
            {
                case LookupOutcome.Found:
                    return null;

                case LookupOutcome.Waiting:
                    // Lookups wait only while a callback runs that must not block.
                    Stall(space, index, slot, cancellation);
                    break;

                case LookupOutcome.Filling:
                    if (fills.TryJoin(space, index) is { } fill)
                    {
                        return fill;
                    }

                    WaitForPublication(space, index, slot, cancellation);
                    break;

                default:
                    if (filler.TryFillAsync(space, index, out page, out FillOperation? begun, cancellation))
                    {
                        store.ReadAhead?.Missed(space, index, mayRead: false);
                        return begun;
                    }

                    break;
            }
        }
    }

    private static void ThrowIfOwnFill(Space space, long index)
    {
        if (CallingThread.Current.Fills.Contains(space, index))
        {
            throw new InvalidOperationException(
                $"ReadPage for page {index} of '{space.Name}' asks for the page that it fills: it would wait for "
                    + "itself (E11).");
        }
    }

    private PageHandle AwaitFill(FillOperation fill, CancellationToken cancellation)
    {
        try
        {
            fill.WaitForEnd(cancellation);
        }
        catch (OperationCanceledException) when (Leave(fill))
        {
            throw;
        }

        (Exception? error, PageHandle page) = (fill.Error, fill.Page);
        fill.Release();
        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return page;
    }

    /// <summary>A waiter gives up: its count, or, if the fill has ended meanwhile, the pin that it was owed.</summary>
    private bool Leave(FillOperation fill)
    {
        if (!fill.TryLeave() && fill.Error is null && !Fault.Is(FaultId.P17_CancelledWaiterKeepsPin))
        {
            remover.Unpin(fill.Page.Frame);
        }

        fill.Release();
        return true;
    }

    /// <summary>Waits for a page that is frozen or leaving; counted and timed (E3, E7).</summary>
    private void Stall(Space space, long index, long slot, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        Counters.Add(ref store.Counters.LookupStalls);
        store.Hooks.Reach(TestPoint.LookupWaits, space.Owner, index);
        try
        {
            store.Waiters.WaitUntil(
                IndexSlot.Frame(slot), (space, index, slot),
                static (word, seen) => !FrameState.Has(word, FrameState.Frozen)
                    || seen.space.Index.ReadSlot(seen.index) != seen.slot,
                cancellation);
        }
        finally
        {
            long elapsed = Stopwatch.GetTimestamp() - start;
            Counters.Add(ref store.Counters.LookupStallTicks, elapsed);
            EngineEvents.Log.LookupStalled(store.Hooks, space.Owner, index, elapsed);
            store.Hooks.Observer?.LookupStalled(space.Owner, new PageIndex(index), elapsed);
        }
    }

    /// <summary>Waits out the moment between the end of a fill and its publication or removal.</summary>
    private void WaitForPublication(Space space, long index, long slot, CancellationToken cancellation) =>
        store.Waiters.WaitUntil(
            IndexSlot.Frame(slot), (space, index, slot),
            static (word, seen) => FrameState.Has(word, FrameState.Uptodate)
                || seen.space.Index.ReadSlot(seen.index) != seen.slot,
            cancellation);
}
