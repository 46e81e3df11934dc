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
    PageStore store, IReclaimPolicy policy, PageLocks locks, PageRemover remover, ReleaseProtocols protocols,
    PageFlusher flusher, ShrinkerSet shrinkers)
{
    /// <summary>The lightest pressure: one 4096th of what there is. Linux's DEF_PRIORITY.</summary>
    public const int LightestPriority = 12;

    private const int LeastScanCount = 32;

    private const int MaxBatchCount = 64;

    [ThreadStatic]
    private static bool t_isReclaiming;

    private int _scannedSinceShrink;

    /// <summary>Whether this thread is inside reclaim: in a callback of it that needs a frame itself.</summary>
    public static bool IsReclaiming => t_isReclaiming;

    /// <summary>
    /// Asks the policy where a page that is coming in belongs, and takes the page that it displaces, if any.
    /// </summary>
    public Arrival Arrive(Space space, long index, bool isAhead)
    {
        Arrival arrival = policy.Arrive(space.Id, index, space.Index.ReadSlot(index), isAhead, out int victim);
        if (victim >= 0)
        {
            bool nested = t_isReclaiming;
            t_isReclaiming = true;
            try
            {
                TakeVictim(victim, nested, space);
            }
            finally
            {
                t_isReclaiming = nested;
            }
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
        bool nested = t_isReclaiming;
        t_isReclaiming = true;
        try
        {
            ReclaimProgress progress = default;
            for (int priority = LightestPriority; priority >= 0 && progress.RemovedCount < leastCount; priority--)
            {
                int frameCount = store.Free.HighWater;
                int scanCount = Math.Max(LeastScanCount, frameCount >> priority);
                bool isPressing = priority < LightestPriority;
                progress = Scan(scanCount, pageCount, leastCount, isPressing, nested, asker, progress);
                if (!nested && IsTimeToShrink(priority))
                {
                    progress = progress with { ShrunkCount = progress.ShrunkCount + shrinkers.Shrink(priority) };
                }
            }

            return progress;
        }
        finally
        {
            t_isReclaiming = nested;
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
        bool nested = t_isReclaiming;
        t_isReclaiming = true;
        try
        {
            return TryTake(frame, nested, owner, mustBeAskers: owner is not null);
        }
        finally
        {
            t_isReclaiming = nested;
        }
    }

    private ReclaimProgress Scan(
        int scanCount, long pageCount, long leastCount, bool isPressing, bool nested, Space? asker,
        ReclaimProgress progress)
    {
        Span<int> victims = stackalloc int[MaxBatchCount];
        int scanned = 0;
        while (scanned < scanCount && progress.RemovedCount < pageCount)
        {
            int wanted = (int)Math.Min(MaxBatchCount, Math.Min(pageCount - progress.RemovedCount, scanCount - scanned));
            int count = policy.Choose(victims[..wanted], isPressing, out int parkedCount);
            progress = TakeVictims(victims[..count], nested, asker, progress);
            scanned += count + parkedCount;
            Interlocked.Add(ref _scannedSinceShrink, count + parkedCount);
            if (count + parkedCount == 0 || (count < wanted && progress.RemovedCount >= leastCount))
            {
                break;
            }
        }

        return progress;
    }

    private static ReclaimProgress Add(ReclaimProgress progress, AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Removed => progress with { RemovedCount = progress.RemovedCount + 1 },
        AttemptOutcome.Refused => progress with { RefusedCount = progress.RefusedCount + 1 },
        _ => progress,
    };

    private ReclaimProgress TakeVictims(
        ReadOnlySpan<int> victims, bool nested, Space? asker, ReclaimProgress progress)
    {
        int tried = 0;
        try
        {
            while (tried < victims.Length)
            {
                progress = Add(progress, TakeVictim(victims[tried++], nested, asker));
            }
        }
        finally
        {
            // Also when a debug check throws: what was chosen must not be forgotten.
            foreach (int frame in victims[tried..])
            {
                policy.Kept(frame);
            }
        }

        return progress;
    }

    private AttemptOutcome TakeVictim(int frame, bool nested, Space? asker)
    {
        AttemptOutcome outcome = AttemptOutcome.Refused;
        try
        {
            return outcome = TryTake(frame, nested, asker);
        }
        finally
        {
            if (outcome != AttemptOutcome.Removed)
            {
                policy.Kept(frame);
            }
        }
    }

    private AttemptOutcome TryTake(int frame, bool nested, Space? asker, bool mustBeAskers = false)
    {
        ref long state = ref store.Frames.State(frame);
        long word = FrameState.AddPins(ref state, FrameState.Pin);
        if (!FrameState.Has(word, FrameState.Uptodate)
            || FrameState.HasAny(word, FrameState.Frozen | FrameState.Unlinked)
            || !locks.TryLock(frame))
        {
            remover.Unpin(frame);
            return AttemptOutcome.Pinned;
        }

        // The pin and the lock hold the page in the frame: its space and index can be read now.
        ref FrameHeader header = ref store.Frames.Header(frame);
        if (FrameState.Has(FrameState.Read(ref state), FrameState.Unlinked))
        {
            locks.UnlockAndUnpin(frame);
            return AttemptOutcome.Pinned;
        }

        Space space = store.Spaces[header.SpaceId];
        bool isForeign = space != asker;
        if ((isForeign && mustBeAskers)
            || (isForeign && space.Quota is not null && !space.Quota.TryBeginTake(in space.PageCount)))
        {
            locks.UnlockAndUnpin(frame);
            return AttemptOutcome.Reserved;
        }

        try
        {
            return TryTake(space, frame, nested);
        }
        finally
        {
            if (isForeign)
            {
                space.Quota?.EndTake();
            }
        }
    }

    /// <summary>Writes a locked and pinned page if it must be, and puts it through its protocol.</summary>
    private AttemptOutcome TryTake(Space space, int frame, bool nested)
    {
        ref long state = ref store.Frames.State(frame);
        if (FrameState.Has(FrameState.Read(ref state), FrameState.Dirty) && !nested && !WriteFirst(space, frame))
        {
            locks.UnlockAndUnpin(frame);
            return AttemptOutcome.Dirty;
        }

        bool inCallback = CallbackScope.IsInside;
        return protocols.TryRemove(new ReleaseAttempt(
            space, frame, ReleaseReason.Reclaim, MayBlock: !inCallback, MayEnterFileSystem: !inCallback));
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
