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

    [ThreadStatic]
    private static bool t_isReclaiming;

    /// <summary>Takes pages until so many are free, or all has been tried.</summary>
    /// <param name="pageCount">How many pages are wanted.</param>
    /// <returns>What happened.</returns>
    public ReclaimProgress Run(long pageCount)
    {
        // A client that needs a frame inside reclaim's own callbacks gets clean pages only: writing could come back
        // here for ever.
        bool nested = t_isReclaiming;
        t_isReclaiming = true;
        try
        {
            ReclaimProgress progress = default;
            for (int priority = LightestPriority; priority >= 0 && progress.RemovedCount < pageCount; priority--)
            {
                int frameCount = store.Free.HighWater;
                int scanCount = Math.Max(LeastScanCount, frameCount >> priority);
                progress = Scan(scanCount, pageCount, nested, progress);
                if (!nested)
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

    private ReclaimProgress Scan(int scanCount, long pageCount, bool nested, ReclaimProgress progress)
    {
        for (int scanned = 0; scanned < scanCount && progress.RemovedCount < pageCount; scanned++)
        {
            if (!policy.TryNext(out int frame))
            {
                break;
            }

            progress = TryTake(frame, nested) switch
            {
                AttemptOutcome.Removed => progress with { RemovedCount = progress.RemovedCount + 1 },
                AttemptOutcome.Refused => progress with { RefusedCount = progress.RefusedCount + 1 },
                _ => progress,
            };
        }

        return progress;
    }

    private AttemptOutcome TryTake(int frame, bool nested)
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
