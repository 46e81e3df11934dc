using AopKit.Checking;
using AopKit.Frames;

namespace AopKit.Residency;

/// <summary>Takes and ends page locks and pins on behalf of the paths.</summary>
internal sealed class PageLocks(PageStore store, PageRemover remover)
{
    /// <summary>Pins the page in a slot, whatever its state is, if the slot still holds it afterwards.</summary>
    /// <returns>Whether the caller has a pin.</returns>
    public bool TryPinAny(Space space, long index, out int frame)
    {
        long slot = space.Index.ReadSlot(index);
        frame = IndexSlot.Frame(slot);
        if (!IndexSlot.IsResident(slot))
        {
            return false;
        }

        long word = FrameState.AddPins(ref store.Frames.State(frame), FrameState.Pin);
        if (FrameState.Has(word, FrameState.Frozen) || space.Index.ReadSlot(index) != slot)
        {
            remover.Unpin(frame);
            return false;
        }

        return true;
    }

    /// <summary>Locks a pinned page if nobody holds its lock.</summary>
    public bool TryLock(int frame) => FrameState.TryLock(ref store.Frames.State(frame));

    /// <summary>Locks a pinned page; waits for whoever holds the lock.</summary>
    public void Lock(int frame, CancellationToken cancellation = default)
    {
        while (!TryLock(frame))
        {
            store.Waiters.WaitUntil(
                frame, 0, static (word, _) => !FrameState.HasAny(word, FrameState.Locked | FrameState.Frozen),
                cancellation);
        }
    }

    public void Unlock(int frame)
    {
        long before = FrameState.Change(ref store.Frames.State(frame), FrameState.Locked, 0);
        store.Waiters.Wake(frame, before);
    }

    /// <summary>Ends the caller's lock and pin.</summary>
    public void UnlockAndUnpin(int frame)
    {
        Unlock(frame);
        remover.Unpin(frame);
    }

    /// <summary>Gives the freezer's pin back and lets lookups in.</summary>
    public void Thaw(int frame)
    {
        long word = FrameState.Thaw(ref store.Frames.State(frame));
        store.Waiters.Wake(frame, word);
    }

    /// <summary>Waits until a pinned page is not being written back.</summary>
    public void WaitForWriteback(int frame, CancellationToken cancellation = default) =>
        store.Waiters.WaitUntil(
            frame, 0, static (word, _) => !FrameState.Has(word, FrameState.Writeback), cancellation);

    /// <summary>Whether a page that the caller has locked is still in its slot.</summary>
    public bool IsLinked(Space space, int frame)
    {
        PageHandle page = store.Frames.Handle(frame);
        return !FrameState.Has(FrameState.Read(ref store.Frames.State(frame)), FrameState.Unlinked)
            && space.Index.ReadSlot(store.Frames.Header(frame).Index) == IndexSlot.Resident(page);
    }

    /// <summary>Whether somebody besides the caller holds a pin at this moment.</summary>
    public bool HasOtherPins(int frame) => FrameState.Pins(FrameState.Read(ref store.Frames.State(frame))) > 1;

    /// <summary>Waits until a slot changes, or the frozen page in it is thawed.</summary>
    public void WaitForSlotOrThaw(Space space, long index, long slot, CancellationToken cancellation) =>
        store.Waiters.WaitUntil(
            IndexSlot.Frame(slot), (space, index, slot),
            static (word, seen) => (!FrameState.Has(word, FrameState.Frozen) && !IndexSlot.IsLeaving(seen.slot))
                || seen.space.Index.ReadSlot(seen.index) != seen.slot,
            cancellation);

    /// <summary>
    /// Waits until the page in a slot has no pin, or is not there any more. The caller holds none itself. Under
    /// <see cref="Checks.Full"/>
    /// a thread is told that it would wait for its own pin (E3).
    /// </summary>
    public void WaitForPins(Space space, long index, string operation, CancellationToken cancellation)
    {
        long slot = space.Index.ReadSlot(index);
        if (!IndexSlot.IsResident(slot))
        {
            return;
        }

        int frame = IndexSlot.Frame(slot);
        if (store.Options.Checks == Checks.Full)
        {
            ThreadPins.ThrowIfOwn(store.Frames.Handle(frame), operation, new PageIndex(index));
        }

        store.Waiters.WaitUntil(
            frame, (space, index, slot),
            static (word, seen) => FrameState.Pins(word) == 0 || seen.space.Index.ReadSlot(seen.index) != seen.slot,
            cancellation);
    }
}
