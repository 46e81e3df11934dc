using AopKit.Frames;
using AopKit.Reclaim;
using AopKit.Residency;
using AopKit.Writeback;

namespace AopKit.Truncate;

/// <summary>Puts a new page with given content into the place of another, or into an empty place.</summary>
internal sealed class PageReplacer(
    PageStore store, FrameSupply supply, PageLocks locks, PageRemover remover, PageInserter inserter,
    PageFills fills, PageDropper dropper, PageWriting writing)
{
    public void Replace(Space space, long index, ReadOnlySpan<byte> content, bool dirty, CancellationToken cancellation)
    {
        if (dirty)
        {
            writing.BeforeDirtying(space);
        }

        var reservation = new FrameReservation(store, supply, space, index, cancellation) { IsWhollyWritten = true };
        try
        {
            Replace(ref reservation, space, index, content, dirty, cancellation);
        }
        finally
        {
            reservation.Dispose();
        }
    }

    private void Replace(
        ref FrameReservation reservation, Space space, long index, ReadOnlySpan<byte> content, bool dirty,
        CancellationToken cancellation)
    {
        while (true)
        {
            // Before the old page is dropped: if there is no room for the new one, nothing has happened.
            reservation.Obtain();
            if (!locks.TryPinAny(space, index, out int old))
            {
                long slot = space.Index.ReadSlot(index);
                if (IndexSlot.IsTaken(slot))
                {
                    locks.WaitForSlotOrThaw(space, index, slot, cancellation);
                }
                else if (TryInsertNew(ref reservation, space, content, dirty))
                {
                    return;
                }

                continue;
            }

            if (TryLockLinked(space, old, cancellation))
            {
                // What the old page held and was not written is replaced by what the new one holds, which then has to
                // be written.
                dirty |= FrameState.Has(FrameState.Read(ref store.Frames.State(old)), FrameState.Dirty);
                if (!dropper.TryDrop(space, old, RemoveReason.Replaced))
                {
                    locks.WaitForPins(space, index, nameof(RemoveReason.Replaced), cancellation);
                }
            }
        }
    }

    private bool TryLockLinked(Space space, int frame, CancellationToken cancellation)
    {
        try
        {
            locks.Lock(frame, cancellation);
        }
        catch
        {
            remover.Unpin(frame);
            throw;
        }

        if (!locks.IsLinked(space, frame))
        {
            locks.UnlockAndUnpin(frame);
            return false;
        }

        locks.WaitForWriteback(frame, CancellationToken.None);
        return true;
    }

    private bool TryInsertNew(ref FrameReservation reservation, Space space, ReadOnlySpan<byte> content, bool dirty)
    {
        if (!reservation.TryInsert(inserter, store.Counters.Own, out PageHandle page))
        {
            return false;
        }

        content.CopyTo(store.Frames.Bytes(page.Frame));
        if (dirty)
        {
            writing.MarkDirty(space, page.Frame);
        }

        FillOperation? fill = fills.Publish(space, page);
        remover.Unpin(page.Frame);
        fill?.Wake();
        return true;
    }
}
