using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Migrate;

/// <summary>Moves a page to another frame: same identity, same generation, no OnRemove.</summary>
internal sealed class PageMover(PageStore store, PageLocks locks, PageRemover remover)
{
    private const long CarriedBits = FrameState.Uptodate | FrameState.Dirty | FrameState.FrequencyMask
        | FrameState.Noted;

    /// <summary>Moves the page in a frame, if nobody uses it and its client agrees.</summary>
    /// <param name="from">A frame that seems to hold a page.</param>
    /// <param name="to">A free frame; it stays the caller's if the page was not moved.</param>
    public MoveOutcome TryMove(int from, int to)
    {
        ref long state = ref store.Frames.State(from);
        long word = FrameState.AddPins(ref state, FrameState.Pin);
        if (!FrameState.Has(word, FrameState.Uptodate)
            || FrameState.HasAny(word, FrameState.Frozen | FrameState.Unlinked)
            || !locks.TryLock(from))
        {
            remover.Unpin(from);
            return MoveOutcome.InUse;
        }

        Space space = store.Spaces[store.Frames.Header(from).SpaceId];
        MoveOutcome outcome = MoveOutcome.InUse;
        try
        {
            if (locks.IsLinked(space, from) && !FrameState.Has(FrameState.Read(ref state), FrameState.Writeback))
            {
                MoveOutcome carry = MayCarry(space, from);
                outcome = carry == MoveOutcome.Moved ? FreezeAndMove(space, from, to) : carry;
            }
        }
        finally
        {
            // Also when a debug check throws what the client was seen to do.
            if (outcome != MoveOutcome.Moved)
            {
                locks.UnlockAndUnpin(from);
            }
        }

        return outcome;
    }

    /// <summary>
    /// Whether the metadata can go along; if it holds frame addresses and the client cannot move it, it is asked for
    /// instead.
    /// </summary>
    private MoveOutcome MayCarry(Space space, int frame)
    {
        if (store.Frames.Metadata(frame) is null || !space.Options.MetadataHoldsFrameAddresses
            || space.Callbacks.HasMigrate)
        {
            return MoveOutcome.Moved;
        }

        if (!space.Callbacks.HasRelease)
        {
            return MoveOutcome.NeverMoves;
        }

        CallingThread thread = CallingThread.Current;
        bool mayBlock = !thread.IsInCallback;
        bool isDirty = FrameState.Has(Volatile.Read(ref store.Frames.State(frame)), FrameState.Dirty);
        store.Counters.Own.ReleaseCallbacks++;
        ReleaseOutcome outcome = space.Callbacks.ReleasePage(
            frame, isDirty, thread, new ReleaseContext(ReleaseReason.Migrate, WillRemove.No, mayBlock, mayBlock));
        if (outcome == ReleaseOutcome.Released)
        {
            Counters.Add(ref store.Counters.KeptNotRemoving);
            return MoveOutcome.Moved;
        }

        return outcome == ReleaseOutcome.Removable ? MoveOutcome.NeverMoves : MoveOutcome.Refused;
    }

    private MoveOutcome FreezeAndMove(Space space, int from, int to)
    {
        long early = Fault.Is(FaultId.P21_MovedWithOldBits) ? FrameState.Read(ref store.Frames.State(from)) : 0;
        if (!FrameState.TryFreezeOwnPin(ref store.Frames.State(from)) && !Fault.Is(FaultId.P20_MovedUnderPin))
        {
            return MoveOutcome.InUse;
        }

        if (Move(space, from, to, early))
        {
            return MoveOutcome.Moved;
        }

        locks.Thaw(from);
        return MoveOutcome.Refused;
    }

    private bool Move(Space space, int from, int to, long early)
    {
        PageHandle moved = store.Frames.OpenMoved(from, to);
        store.Frames.Bytes(from).CopyTo(store.Frames.Bytes(to));
        if (!CarryMetadata(space, from, to))
        {
            // Closing keeps pins, for they may be a late lookup's; this one is ours.
            FrameState.DropPin(ref store.Frames.State(to));
            store.Close(to);
            return false;
        }

        // Before anybody can find it: a page that is in the index and not UPTODATE is being filled, and its fill can be
        // joined.
        store.Policy.Moved(from, to);
        long word = FrameState.Read(ref store.Frames.State(from));
        long carried = (Fault.Is(FaultId.P21_MovedWithOldBits) ? early : word) & CarriedBits;
        FrameState.Change(ref store.Frames.State(to), 0, carried);
        using (space.Gate.Enter())
        {
            space.Index.Write(store.Frames.Header(to).Index, IndexSlot.Resident(moved));
        }

        long before = FrameState.Change(ref store.Frames.State(to), FrameState.Locked, 0);
        store.Waiters.Wake(to, before);
        remover.Unpin(to);
        store.Waiters.Wake(from, store.Close(from));
        store.Free.Return(from);
        return true;
    }

    private bool CarryMetadata(Space space, int from, int to)
    {
        ref object? source = ref store.Frames.Metadata(from);
        if (source is null)
        {
            return true;
        }

        if (space.Callbacks.HasMigrate)
        {
            return space.Callbacks.MigratePage(from, to) == MigrateOutcome.Moved;
        }

        store.Frames.Metadata(to) = source;
        store.Frames.Notes.ChargeBytes(to) = store.Frames.Notes.ChargeBytes(from);
        return true;
    }
}
