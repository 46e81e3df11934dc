using AopKit.Callbacks;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Protocols;

/// <summary>The steps that the protocols put into different orders.</summary>
internal sealed class ProtocolTools(PageStore store, PageLocks locks, PageRemover remover)
{
    private readonly FrameTable _frames = store.Frames;

    /// <summary>
    /// Asks the client, if there is something to ask about (E5); who has nothing to say counts as removable.
    /// </summary>
    /// <returns>
    /// The answer; null if the page has become dirty since the protocol looked, and was not asked for (E5).
    /// </returns>
    public ReleaseOutcome? Ask(in ReleaseAttempt attempt, WillRemove willRemove, bool mayBlock, bool prepare = false)
    {
        SpaceCallbacks client = attempt.Space.Callbacks;
        bool canAnswer = prepare ? client.HasPrepare : client.HasRelease;
        if (!canAnswer || (!attempt.Space.Options.ReleaseAlways && _frames.Metadata(attempt.Frame) is null
                && !Fault.Is(FaultId.E5_AskedWithoutMetadata)))
        {
            return ReleaseOutcome.Removable;
        }

        // One look decides: what the client is shown and what the engine goes by must be the same.
        bool isDirty = FrameState.Has(
            Volatile.Read(ref _frames.State(attempt.Frame)), FrameState.Dirty);
        if (isDirty && attempt.Reason != ReleaseReason.Strip)
        {
            return null;
        }

        attempt.Counts.ReleaseCallbacks++;
        var context = new ReleaseContext(attempt.Reason, willRemove, mayBlock, attempt.MayEnterFileSystem);
        ReleaseOutcome outcome = prepare
            ? client.PrepareRelease(attempt.Frame, isDirty, attempt.Thread, context)
            : client.ReleasePage(attempt.Frame, isDirty, attempt.Thread, context);
        if (outcome == ReleaseOutcome.Kept)
        {
            Counters.Add(ref store.Counters.Refused);
        }

        store.Reach(TestPoint.AfterReleaseCallback, attempt.Space, attempt.Frame);
        return outcome;
    }

    /// <summary>Whether somebody besides the caller holds a pin at this moment.</summary>
    public bool HasOtherPins(int frame) => locks.HasOtherPins(frame);

    /// <summary>
    /// Freezes the page if the caller's pin is the only one, and then, not before, looks at dirty: a writer needs a
    /// pin, so what was not written before the freeze cannot be written now (E7, E12). The look is at the word that the
    /// freeze has replaced, in the same step.
    /// </summary>
    /// <remarks>
    /// Dirty first would lose a write:
    /// <code>
    /// reclaim                    writer
    /// dirty? no
    ///                            BeginWrite: dirty, change the bytes, end, unpin
    /// freeze: no pin, done
    /// remove                     (the write is gone)
    /// </code>
    /// </remarks>
    /// <returns>Removed if it is frozen and clean; otherwise it is not frozen, and why.</returns>
    public AttemptOutcome TryFreezeClean(Space space, int frame)
    {
        ref long state = ref _frames.State(frame);
        long early = Fault.Is(FaultId.P02_DirtyBeforeFreeze) ? FrameState.Read(ref state) : 0;
        if (!FrameState.TryFreezeOwnPin(ref state, out long frozen) && !Fault.Is(FaultId.E13_TakenUnderPin))
        {
            return AttemptOutcome.Pinned;
        }

        store.Reach(TestPoint.AfterFreeze, space, frame);
        long word = Fault.Is(FaultId.P02_DirtyBeforeFreeze) ? early : frozen;
        if (FrameState.HasAny(word, FrameState.Dirty | FrameState.Writeback))
        {
            locks.Thaw(frame);
            return AttemptOutcome.Dirty;
        }

        return AttemptOutcome.Removed;
    }

    public void Thaw(int frame) => locks.Thaw(frame);

    public void Remove(in ReleaseAttempt attempt) =>
        remover.RemoveFrozen(
            attempt.Space, attempt.Frame, attempt.RemoveReason, attempt.Thread, attempt.Counts, attempt.Freed);

    public void Commit(in ReleaseAttempt attempt) =>
        attempt.Space.Callbacks.CommitRelease(attempt.Frame, attempt.Thread);

    public void Abort(in ReleaseAttempt attempt)
    {
        Counters.Add(ref store.Counters.ReleaseAborted);
        attempt.Space.Callbacks.AbortRelease(attempt.Frame, attempt.Thread);
    }

    /// <summary>Counts a page whose metadata was ended by the release callback and that stays (E6).</summary>
    public void CountReleasedButKept(AttemptOutcome why)
    {
        switch (why)
        {
            case AttemptOutcome.Dirty:
                Counters.Add(ref store.Counters.KeptDirtiedAfter);
                break;
            case AttemptOutcome.Raced:
                Counters.Add(ref store.Counters.KeptRaced);
                break;
            default:
                Counters.Add(ref store.Counters.KeptAlreadyPinned);
                break;
        }
    }
}
