using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;

namespace AopKit.Residency;

/// <summary>
/// The one door out: every page that leaves, leaves through here, and its OnRemove runs here and nowhere else (E1).
/// </summary>
/// <remarks>
/// <code>
/// frozen page:    BeforeUnlock  slot := leaving, OnRemove, slot := next, frame free
///                 otherwise     slot := next, OnRemove, frame free
/// page with pins: BeforeUnlock  (never: the caller waited for them, E3)
///                 otherwise     slot := next, UNLINKED; the last pin that ends freezes the frame: OnRemove, frame free
/// </code>
/// </remarks>
internal sealed class PageRemover(PageStore store)
{
    private readonly FrameTable _frames = store.Frames;

    /// <summary>Removes a page that the caller has locked and frozen.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="reason">Through which door.</param>
    public void RemoveFrozen(Space space, int frame, RemoveReason reason)
    {
        CallingThread thread = CallingThread.Current;
        RemoveFrozen(space, frame, reason, thread, store.Counters.Of(thread), freed: null);
    }

    /// <inheritdoc cref="RemoveFrozen(Space, int, RemoveReason)"/>
    /// <param name="space">The address space.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="reason">Through which door.</param>
    /// <param name="thread">The calling thread.</param>
    /// <param name="counts">What it counts.</param>
    /// <param name="freed">Takes the frame; null: it is given back.</param>
    public void RemoveFrozen(
        Space space, int frame, RemoveReason reason, CallingThread thread, ThreadCounts counts, FrameBatch? freed)
    {
        uint stamp = store.Policy.Leave(frame);
        if (reason == RemoveReason.Reclaimed && store.Frames.Links.TryEndAhead(frame))
        {
            store.ReadAhead?.Wasted(space);
        }

        long next = reason == RemoveReason.Reclaimed ? IndexSlot.Shadow(stamp) : IndexSlot.Empty;
        bool beforeUnlock = space.Notification == RemoveNotification.BeforeUnlock
            && !Fault.Is(FaultId.E3_LeavingSlotOpen);
        Unlink(space, frame, reason,
            beforeUnlock ? IndexSlot.Leaving(IndexSlot.Resident(store.Frames.Handle(frame))) : next);
        Finish(space, frame, beforeUnlock ? next : null, thread, counts, freed);
    }

    /// <summary>
    /// Unlinks a page that the caller has locked and pinned once, whatever pins others hold. Takes the caller's lock
    /// and pin; the page's removal ends when its last pin does. Not for spaces with
    /// <see cref="RemoveNotification.BeforeUnlock"/>.
    /// </summary>
    /// <param name="space">The address space.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="reason">Through which door.</param>
    /// <param name="next">What the slot holds afterwards.</param>
    public void UnlinkPinned(Space space, int frame, RemoveReason reason, long next = IndexSlot.Empty)
    {
        store.Policy.Leave(frame);
        Unlink(space, frame, reason, next);
        long before = FrameState.Change(
            ref store.Frames.State(frame), FrameState.Locked | FrameState.Dirty, FrameState.Unlinked);
        store.Waiters.Wake(frame, before);
        Unpin(frame);
    }

    /// <summary>
    /// Ends a pin. If it was the last one on an unlinked page, the page's removal ends here, on this thread (E2).
    /// </summary>
    public void Unpin(int frame)
    {
        long word = FrameState.DropPin(ref _frames.State(frame));
        if (FrameState.HasAny(word, FrameState.Waiters | FrameState.Unlinked))
        {
            EndLastPin(frame, word);
        }
    }

    /// <summary>What is left to do when a pin has ended and the word says that somebody cares.</summary>
    public void EndLastPin(int frame, long word)
    {
        store.Waiters.Wake(frame, word);
        if (FrameState.Has(word, FrameState.Unlinked) && FrameState.TryFreezeUnlinked(ref store.Frames.State(frame)))
        {
            Space space = store.Spaces[store.Frames.Header(frame).SpaceId];
            CallingThread thread = CallingThread.Current;
            Finish(space, frame, leavingNext: null, thread, store.Counters.Of(thread), freed: null);
        }
    }

    private void Unlink(Space space, int frame, RemoveReason reason, long content)
    {
        ref FrameHeader header = ref store.Frames.Header(frame);
        store.Frames.Notes.SetRemoveReason(frame, reason);
        using (space.Gate.Enter())
        {
            if (space.DirtyCount > 0)
            {
                space.UntagDirty(store.Dirty, header.Index);
            }

            space.BeginLeaving();

            // A replaced page's slot holds its successor, which counts in its place.
            space.PageCount -= IndexSlot.IsResident(content) ? 0 : 1;
            space.Fills?.Remove(header.Index);
            RefundNodes(space.Index.Write(header.Index, content));
            store.Spaces.NoteShadowLeaves(space);
        }

        store.Reach(TestPoint.AfterUnlink, space, frame);
    }

    private void Finish(
        Space space, int frame, long? leavingNext, CallingThread thread, ThreadCounts counts, FrameBatch? freed)
    {
        ref FrameHeader header = ref store.Frames.Header(frame);
        (long index, long generation) = (header.Index, header.Generation);
        int charge = store.Frames.Notes.ChargeBytes(frame);
        RemoveReason reason = store.Frames.Notes.RemoveReason(frame);
        store.Hooks.Observer?.Removed(space.Owner, new PageIndex(index), generation, reason);
        store.Reach(TestPoint.BeforeOnRemove, space, frame);
        if (Fault.Is(FaultId.P05_FrameFreeBeforeOnRemove))
        {
            store.Free.Return(frame);
        }

        if (Fault.Is(FaultId.E2_BytesGoneInOnRemove))
        {
            store.Frames.Bytes(frame).Clear();
        }

        if (space.Notification != RemoveNotification.None
            && !(reason == RemoveReason.Replaced && Fault.Is(FaultId.E1_ReplacedNotReported))
            && !(reason == RemoveReason.Invalidated && Fault.Is(FaultId.P04_InvalidatedNotReported)))
        {
            space.Callbacks.OnRemove(frame, thread, reason);
        }
        else
        {
            ReportUnended(space, frame);
        }

        store.Reach(TestPoint.AfterOnRemove, space, frame);
        RefundCharge(charge);
        counts.Removed++;
        counts.Reclaimed += reason == RemoveReason.Reclaimed ? 1 : 0;

        if (store.Options.Checks == Checks.Full)
        {
            // Poison: who kept a span sees at once that it is not his page any more (C6). A reader without a pin may
            // still be at it, so the version is odd before the first byte changes (E19); closing the frame counts on.
            if (!Fault.Is(FaultId.P24_PoisonTakenForPage))
            {
                FrameState.Change(ref store.Frames.State(frame), clear: 0, set: FrameState.VersionUnit);
            }

            store.Frames.Bytes(frame).Fill(0xDB);
        }

        if (leavingNext is { } next)
        {
            using (space.Gate.Enter())
            {
                RefundNodes(space.Index.Write(index, next));
                store.Spaces.NoteShadowLeaves(space);
            }
        }

        long before = store.Close(frame);
        store.Waiters.Wake(frame, before);
        if (freed is not null && !Fault.Is(FaultId.P05_FrameFreeBeforeOnRemove))
        {
            freed.Add(frame);
        }
        else if (!Fault.Is(FaultId.P05_FrameFreeBeforeOnRemove))
        {
            store.Free.Return(frame);
        }

        EndLeaving(space);
    }

    private void EndLeaving(Space space)
    {
        if (space.EndLeaving() && !Fault.Is(FaultId.P14_TeardownNotWoken))
        {
            using (space.Gate.Enter())
            {
                store.Spaces.NoteIdle(space);
                space.Pulse();
            }
        }
    }

    private void RefundCharge(int charge)
    {
        if (charge != 0)
        {
            store.Budget.Release(charge);
            Counters.Add(ref store.Counters.ChargedBytes, -charge);
        }
    }

    private void RefundNodes(long addedBytes)
    {
        if (addedBytes < 0)
        {
            store.Budget.Release(-addedBytes);
        }
    }

    private void ReportUnended(Space space, int frame)
    {
        if (store.Options.Checks == Checks.Full && store.Frames.Metadata(frame) is IDisposable metadata)
        {
            // Reported and not thrown: the thread may have come here by ending a pin, and the page has to go on to its
            // end.
            var violation = new ContractViolationException(
                "C2",
                $"The page left with metadata of the disposable type {metadata.GetType().Name} attached, and the space "
                + "has no OnRemove "
                + "in which it could end. Implement IOnRemove<T>.");
            store.Failures.Report(
                space.Name, new PageIndex(store.Frames.Header(frame).Index), "OnRemove", violation.Clause, violation);
        }
    }
}
