using AopKit.Checking;
using AopKit.Frames;
using AopKit.Pressure;
using AopKit.Protocols;
using AopKit.Residency;
using AopKit.Writeback;

namespace AopKit.Reclaim;

/// <summary>
/// Takes pages and asks shrinkers, harder with each round, until enough is free. The work of one call is bounded.
/// </summary>
internal sealed class Reclaimer(
    PageStore store, IReclaimPolicy policy, PageLocks locks, ReleaseProtocols protocols,
    PageFlusher flusher, ShrinkerSet shrinkers)
{
    /// <summary>The lightest pressure: one 4096th of what there is. Linux's DEF_PRIORITY.</summary>
    public const int LightestPriority = 12;

    private const int LeastScanCount = 32;

    private const int MaxBatchCount = 64;

    private int _scannedSinceShrink;

    /// <summary>
    /// Asks the policy where a page that is coming in belongs, and takes the page that it displaces, if any.
    /// </summary>
    public Arrival Arrive(Space space, long index, long slot, bool isAhead)
    {
        Arrival arrival = policy.Arrive(space.Id, index, slot, isAhead, out int victim);
        if (victim >= 0)
        {
            TakeDisplaced(victim, space);
        }

        return arrival;
    }

    /// <summary>Takes a batch of pages, or one if more would cost too much, for a caller who needs a frame.</summary>
    /// <param name="asker">The address space that needs it; null if none in particular does.</param>
    public ReclaimProgress RunOnce(Space? asker = null) => Run(policy.BatchCount, leastCount: 1, asker);

    /// <summary>Takes pages until so many are free, or all has been tried.</summary>
    /// <param name="pageCount">How many pages are wanted.</param>
    /// <returns>What happened.</returns>
    public ReclaimProgress Run(long pageCount) => Run(pageCount, pageCount);

    /// <summary>Takes pages until so many are free, or all has been tried.</summary>
    /// <param name="pageCount">How many pages are wanted.</param>
    /// <param name="leastCount">With how many to be content when the policy advises to stop.</param>
    /// <param name="asker">The address space that needs them; only its own pages are taken whatever it has
    /// reserved.</param>
    /// <returns>What happened.</returns>
    public ReclaimProgress Run(long pageCount, long leastCount, Space? asker = null)
    {
        // A client that needs a frame inside reclaim's own callbacks gets clean pages only: writing could come back
        // here for ever.
        CallingThread thread = CallingThread.Current;
        bool nested = thread.IsReclaiming;
        thread.IsReclaiming = true;
        using var run = new QuietRun(thread, store.Options.Checks, store.Hooks);
        try
        {
            ReclaimProgress progress = default;
            for (int priority = LightestPriority; priority >= 0 && progress.RemovedCount < leastCount; priority--)
            {
                int frameCount = store.Free.HighWater;
                int scanCount = Math.Max(LeastScanCount, frameCount >> priority);
                bool isPressing = priority < LightestPriority;
                Scan(scanCount, pageCount, leastCount, isPressing, nested, asker, thread, ref progress);
                if (!nested && IsTimeToShrink(priority))
                {
                    progress.ShrunkCount += shrinkers.Shrink(priority);
                }
            }

            return progress;
        }
        finally
        {
            thread.IsReclaiming = nested;
        }
    }

    /// <summary>
    /// Whether shrinkers are due. Under the lightest pressure they are asked once for as many pages as a round scans,
    /// however few a caller needed: their share is one of what is scanned.
    /// </summary>
    private bool IsTimeToShrink(int priority)
    {
        if (priority == LightestPriority && Volatile.Read(ref _scannedSinceShrink) < LeastScanCount)
        {
            return false;
        }

        Volatile.Write(ref _scannedSinceShrink, 0);
        return true;
    }

    /// <summary>Takes the page in one frame, whatever the policy thinks of it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="owner">The space that gives up a page of its own, or null if any space's page will do.</param>
    public AttemptOutcome TryTakeOne(int frame, Space? owner = null)
    {
        CallingThread thread = CallingThread.Current;
        bool nested = thread.IsReclaiming;
        thread.IsReclaiming = true;
        using var run = new QuietRun(thread, store.Options.Checks, store.Hooks);
        try
        {
            return TryTake(frame, Turn(thread, nested, owner, freed: null, mustBeAskers: owner is not null));
        }
        finally
        {
            thread.IsReclaiming = nested;
        }
    }

    private void Scan(
        int scanCount, long pageCount, long leastCount, bool isPressing, bool nested, Space? asker,
        CallingThread thread, ref ReclaimProgress progress)
    {
        Span<int> victims = stackalloc int[MaxBatchCount];
        FrameBatch? freed = nested || store.Free.IsScarce ? null : thread.Freed;
        ReclaimTurn turn = Turn(thread, nested, asker, freed);
        int scanned = 0;
        while (scanned < scanCount && progress.RemovedCount < pageCount)
        {
            int wanted = (int)Math.Min(MaxBatchCount, Math.Min(pageCount - progress.RemovedCount, scanCount - scanned));
            int count = policy.Choose(victims[..wanted], isPressing, out int parkedCount);
            TakeVictims(victims[..count], turn, ref progress);
            scanned += count + parkedCount;
            Interlocked.Add(ref _scannedSinceShrink, count + parkedCount);
            if (count + parkedCount == 0 || (count < wanted && progress.RemovedCount >= leastCount))
            {
                break;
            }
        }
    }

    private ReclaimTurn Turn(
        CallingThread thread, bool nested, Space? asker, FrameBatch? freed, bool mustBeAskers = false) =>
        new(asker, nested, thread, store.Counters.Of(thread), freed) { MustBeAskers = mustBeAskers };

    private void TakeVictims(ReadOnlySpan<int> victims, in ReclaimTurn turn, ref ReclaimProgress progress)
    {
        int tried = 0;
        try
        {
            while (tried < victims.Length)
            {
                int victim = victims[tried++];
                if (tried + 1 < victims.Length)
                {
                    store.Frames.PrefetchRest(victims[tried + 1]);
                }

                AttemptOutcome outcome = TakeVictim(victim, turn);
                progress.RemovedCount += outcome == AttemptOutcome.Removed ? 1 : 0;
                progress.RefusedCount += outcome == AttemptOutcome.Refused ? 1 : 0;
                if (turn.Freed is { } freed && (freed.IsFull || store.Free.IsScarce))
                {
                    freed.ReturnTo(store.Free);
                }
            }
        }
        finally
        {
            turn.Freed?.ReturnTo(store.Free);

            // Also when a debug check throws: what was chosen must not be forgotten.
            foreach (int frame in victims[tried..])
            {
                policy.Kept(frame);
            }
        }
    }

    private void TakeDisplaced(int victim, Space space)
    {
        CallingThread thread = CallingThread.Current;
        bool nested = thread.IsReclaiming;
        thread.IsReclaiming = true;
        using var run = new QuietRun(thread, store.Options.Checks, store.Hooks);
        try
        {
            TakeVictim(victim, Turn(thread, nested, space, freed: null));
        }
        finally
        {
            thread.IsReclaiming = nested;
        }
    }

    private AttemptOutcome TakeVictim(int frame, in ReclaimTurn turn)
    {
        AttemptOutcome outcome = AttemptOutcome.Refused;
        try
        {
            return outcome = TryTake(frame, turn);
        }
        finally
        {
            if (outcome != AttemptOutcome.Removed)
            {
                policy.Kept(frame);
            }
        }
    }

    private AttemptOutcome TryTake(int frame, in ReclaimTurn turn)
    {
        if (!FrameState.TryPinAndLock(ref store.Frames.State(frame)))
        {
            return AttemptOutcome.Pinned;
        }

        // The pin and the lock hold the page in the frame: its space and index can be read now.
        Space space = store.Spaces[store.Frames.Header(frame).SpaceId];
        if (space == turn.Asker || (space.Quota is null && !turn.MustBeAskers))
        {
            return TryTake(space, frame, turn);
        }

        if (turn.MustBeAskers || !space.Quota!.TryBeginTake(in space.PageCount))
        {
            locks.UnlockAndUnpin(frame);
            return AttemptOutcome.Reserved;
        }

        try
        {
            return TryTake(space, frame, turn);
        }
        finally
        {
            space.Quota.EndTake();
        }
    }

    /// <summary>Writes a locked and pinned page if it must be, and puts it through its protocol.</summary>
    private AttemptOutcome TryTake(Space space, int frame, in ReclaimTurn turn)
    {
        ref long state = ref store.Frames.State(frame);
        if (FrameState.Has(FrameState.Read(ref state), FrameState.Dirty) && !turn.IsNested && !WriteFirst(space, frame))
        {
            locks.UnlockAndUnpin(frame);
            return AttemptOutcome.Dirty;
        }

        return protocols.TryRemove(
            new ReleaseAttempt(space, frame, ReleaseReason.Reclaim, turn.Thread, turn.Counts)
            {
                Freed = turn.Freed,
            });
    }

    /// <summary>Writes a dirty page and its neighbours, with the lock let go meanwhile.</summary>
    /// <returns>Whether the page is locked again, and clean as far as one can see.</returns>
    private bool WriteFirst(Space space, int frame)
    {
        locks.Unlock(frame);
        bool written = flusher.TryWriteRun(space, store.Frames.Header(frame).Index);
        locks.Lock(frame);
        return written && !FrameState.Has(FrameState.Read(ref store.Frames.State(frame)), FrameState.Unlinked);
    }
}
