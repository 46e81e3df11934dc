using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Residency;
using AopKit.Truncate;
using AopKit.Writeback;

namespace AopKit.Teardown;

/// <summary>
/// Ends address spaces: writes, drops, waits for the last OnRemove, and makes the one final release (E10).
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>Announce: no page comes in from now on (Exiting).</item>
/// <item>Write what is dirty; note what could not be written (E12).</item>
/// <item>Drop every page: InvalidatePage, then the door out (E9).</item>
/// <item>Wait until every removal has ended: pins of others, and OnRemove.</item>
/// <item>Release, forced, once; nothing is called for the space afterwards.</item>
/// </list>
/// </remarks>
internal sealed class SpaceEnder(PageStore store, PageFlusher flusher, RangeDropper dropper)
{
    /// <summary>Tears a space down. Returns at once if that was done, or is being done.</summary>
    /// <exception cref="UnwrittenPagesException">Pages could not be written, and are gone.</exception>
    public void End(Space space)
    {
        if (!TryAnnounce(space))
        {
            return;
        }

        Exception? error = null;
        try
        {
            flusher.Flush(space, cursor: null);
        }
        catch (WritebackException exception)
        {
            error = exception.InnerException ?? exception;
        }

        DropAndRelease(space, error);
    }

    /// <summary>As <see cref="End"/>, with the client's asynchronous write.</summary>
    public async ValueTask EndAsync(Space space)
    {
        if (!TryAnnounce(space))
        {
            return;
        }

        Exception? error = null;
        try
        {
            await flusher.FlushAsync(space, cursor: null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WritebackException exception)
        {
            error = exception.InnerException ?? exception;
        }

        // Dropping may wait for pins of others, which only threads end.
        await Task.Run(() => DropAndRelease(space, error)).ConfigureAwait(false);
    }

    /// <summary>Offers an idle space to its client.</summary>
    public ReleaseOutcome TryRelease(Space space)
    {
        using (space.Gate.Enter())
        {
            PageInserter.WaitUntilDecided(space);
            space.ThrowIfExiting();
            if (space.PageCount > 0 || space.LeavingCount > 0 || space.DirtyCount > 0)
            {
                return ReleaseOutcome.Kept;
            }

            space.Phase = SpacePhase.Releasing;
        }

        ReleaseOutcome outcome = ReleaseOutcome.Kept;
        try
        {
            outcome = space.Callbacks.HasReleaseSpace
                ? space.Callbacks.ReleaseSpace(ReleaseMode.MayRefuse)
                : ReleaseOutcome.Released;
        }
        finally
        {
            using (space.Gate.Enter())
            {
                space.Phase = outcome == ReleaseOutcome.Kept ? SpacePhase.Open : SpacePhase.Ended;
                space.Pulse();
            }
        }

        if (outcome == ReleaseOutcome.Kept)
        {
            return ReleaseOutcome.Kept;
        }

        Forget(space);
        return ReleaseOutcome.Released;
    }

    private static bool TryAnnounce(Space space)
    {
        using (space.Gate.Enter())
        {
            PageInserter.WaitUntilDecided(space);
            if (space.IsExiting)
            {
                return false;
            }

            space.Phase = SpacePhase.Exiting;
        }

        space.CancelFills();
        return true;
    }

    private void DropAndRelease(Space space, Exception? error)
    {
        store.ReadAhead?.WaitForEnd(space);
        IReadOnlyList<PageRange> lost = DirtyRanges(space);
        while (HasPages(space))
        {
            dropper.DropPages(space, 0, long.MaxValue, RemoveReason.TornDown, CancellationToken.None);
        }

        using (space.Gate.Enter())
        {
            while (space.LeavingCount > 0 && !Fault.Is(FaultId.E10_ReleasedTooEarly))
            {
                space.Gate.Wait();
            }
        }

        store.Hooks.Reach(TestPoint.BeforeFinalRelease, space.Owner, 0);
        if (space.Callbacks.HasReleaseSpace)
        {
            space.Callbacks.ReleaseSpace(ReleaseMode.Forced);
        }

        using (space.Gate.Enter())
        {
            space.Phase = SpacePhase.Ended;
            space.Pulse();
        }

        Forget(space);
        if (lost.Count > 0)
        {
            throw new UnwrittenPagesException(space.Name, lost, error);
        }
    }

    private static bool HasPages(Space space)
    {
        using (space.Gate.Enter())
        {
            return space.Index.TryNextTaken(0, out _);
        }
    }

    private static List<PageRange> DirtyRanges(Space space)
    {
        var ranges = new List<PageRange>();
        using (space.Gate.Enter())
        {
            for (long from = 0; space.Index.TryNextTagged(from, IndexTag.Dirty, out long index); from = index + 1)
            {
                if (ranges.Count > 0 && ranges[^1].End.Value == index)
                {
                    ranges[^1] = ranges[^1] with { Count = ranges[^1].Count + 1 };
                }
                else
                {
                    ranges.Add(new PageRange(new PageIndex(index), 1));
                }
            }
        }

        return ranges;
    }

    /// <summary>Gives back what the space held of the budget: nodes with shadow entries.</summary>
    private void Forget(Space space)
    {
        using (space.Gate.Enter())
        {
            long from = 0;
            store.Budget.Release(space.Index.PruneShadows(ref from, int.MaxValue, space.Id, policy: null));
            store.Spaces.NoteShadowLeaves(space);
            store.Spaces.NoteIdle(space);
        }

        store.Spaces.Remove(space);
    }
}
