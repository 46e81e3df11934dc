using AopKit.Checking;
using AopKit.Residency;

namespace AopKit.Truncate;

/// <summary>
/// Drops ranges of a space, dirty or not: truncate, punch, invalidate, discard, and the pages of a teardown.
/// </summary>
internal sealed class RangeDropper(
    PageStore store, PageLocks locks, PageRemover remover, PageDropper dropper, PartialPage partial)
{
    /// <summary>Drops whole pages, in order. Pages that come in behind the walk stay.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="first">The first page.</param>
    /// <param name="end">The first page after the range; <see cref="long.MaxValue"/>: all.</param>
    /// <param name="reason">Through which door.</param>
    /// <param name="cancellation">Ends waits.</param>
    public void DropPages(Space space, long first, long end, RemoveReason reason, CancellationToken cancellation)
    {
        var pages = new TakenPages(space, first, end, stackalloc long[TakenPages.GangSize]);
        while (pages.TryNext(out long index))
        {
            DropPage(space, index, reason, cancellation);
        }
    }

    /// <summary>Drops a range of bytes: its whole pages, and the parts of pages at its ends.</summary>
    public void DropBytes(Space space, long start, long end, CancellationToken cancellation)
    {
        int pageSize = store.Frames.PageSize;
        long firstWhole = (start / pageSize) + (start % pageSize == 0 ? 0 : 1);
        long endWhole = end == long.MaxValue ? long.MaxValue : end / pageSize;
        if (start % pageSize != 0)
        {
            long index = start / pageSize;
            int to = endWhole >= firstWhole ? pageSize : (int)(end % pageSize);
            partial.Drop(
                space, index, new ByteRange((int)(start % pageSize), to - (int)(start % pageSize), pageSize),
                cancellation);
        }

        DropPages(space, firstWhole, endWhole, RemoveReason.Truncated, cancellation);
        if (end != long.MaxValue && end % pageSize != 0 && endWhole >= firstWhole)
        {
            partial.Drop(space, endWhole, new ByteRange(0, (int)(end % pageSize), pageSize), cancellation);
        }
    }

    private void DropPage(Space space, long index, RemoveReason reason, CancellationToken cancellation)
    {
        long toldGeneration = 0;
        while (true)
        {
            if (!locks.TryPinAny(space, index, out int frame))
            {
                long slot = space.Index.ReadSlot(index);
                if (!IndexSlot.IsTaken(slot))
                {
                    return;
                }

                // Frozen or leaving: somebody else is taking it out, or will thaw it.
                locks.WaitForSlotOrThaw(space, index, slot, cancellation);
            }
            else if (TryDrop(space, frame, reason, ref toldGeneration, cancellation))
            {
                return;
            }
            else
            {
                locks.WaitForPins(space, index, reason.ToString(), cancellation);
            }
        }
    }

    /// <summary>Drops a pinned page; takes the pin.</summary>
    /// <returns>Whether it is gone; if not, its pins have to end first, or it was gone before.</returns>
    private bool TryDrop(
        Space space, int frame, RemoveReason reason, ref long toldGeneration, CancellationToken cancellation)
    {
        try
        {
            // A page that is being filled is locked until its fill has ended.
            locks.Lock(frame, cancellation);
        }
        catch
        {
            remover.Unpin(frame);
            throw;
        }

        try
        {
            locks.WaitForWriteback(frame, cancellation);
        }
        catch
        {
            locks.UnlockAndUnpin(frame);
            throw;
        }

        // Where the drop has to wait for pins, it waits before the client hears that the page goes, so that little
        // comes between (E3).
        bool mustWait = space.Notification == RemoveNotification.BeforeUnlock && locks.HasOtherPins(frame);
        if (mustWait || (!locks.IsLinked(space, frame) && !Fault.Is(FaultId.P23_GonePageDropped)))
        {
            locks.UnlockAndUnpin(frame);
            return false;
        }

        long generation = store.Frames.Header(frame).Generation;
        if (space.Callbacks.HasInvalidate && toldGeneration != generation
            && !(store.Frames.Metadata(frame) is null && Fault.Is(FaultId.E9_NothingPrivateNothingTold)))
        {
            toldGeneration = generation;
            space.Callbacks.InvalidatePage(frame, ByteRange.Whole(store.Frames.PageSize));
        }

        return dropper.TryDrop(space, frame, reason);
    }
}
