using AopKit.Checking;
using AopKit.Frames;
using AopKit.Protocols;
using AopKit.Residency;

namespace AopKit.Truncate;

/// <summary>Takes out, or strips, pages that can be refused: evict, try-invalidate, strip.</summary>
internal sealed class PageEvictor(PageStore store, PageLocks locks, PageRemover remover, ReleaseProtocols protocols)
{
    public bool TryEvict(Space space, long index) =>
        TryLockPage(space, index, out int frame) == AttemptOutcome.Removed
        && protocols.TryRemove(Attempt(space, frame, ReleaseReason.Evict)) == AttemptOutcome.Removed;

    public InvalidateResult TryInvalidate(Space space, PageRange pages)
    {
        InvalidateResult result = default;
        var taken = new TakenPages(
            space, pages.First.Value, pages.End.Value, stackalloc long[TakenPages.GangSize]);
        while (taken.TryNext(out long index))
        {
            AttemptOutcome outcome = TryLockPage(space, index, out int frame);
            if (outcome == AttemptOutcome.Removed)
            {
                outcome = protocols.TryRemove(Attempt(space, frame, ReleaseReason.Invalidate));
            }
            else if (!IndexSlot.IsTaken(space.Index.ReadSlot(index)))
            {
                continue;
            }

            result = outcome switch
            {
                AttemptOutcome.Removed => result with { RemovedCount = result.RemovedCount + 1 },
                AttemptOutcome.Refused => result with { RefusedCount = result.RefusedCount + 1 },
                AttemptOutcome.Dirty => result with { DirtyCount = result.DirtyCount + 1 },
                _ => result with { PinnedCount = result.PinnedCount + 1 },
            };
        }

        return result;
    }

    public long Strip(Space space, PageRange pages)
    {
        long stripped = 0;
        var taken = new TakenPages(
            space, pages.First.Value, pages.End.Value, stackalloc long[TakenPages.GangSize]);
        while (taken.TryNext(out long index))
        {
            if (TryLockPage(space, index, out int frame) == AttemptOutcome.Removed)
            {
                stripped += protocols.TryStrip(Attempt(space, frame, ReleaseReason.Strip)) ? 1 : 0;
            }
        }

        return stripped;
    }

    private ReleaseAttempt Attempt(Space space, int frame, ReleaseReason reason)
    {
        CallingThread thread = CallingThread.Current;
        return new(space, frame, reason, thread, store.Counters.Of(thread));
    }

    /// <summary>Pins and locks a filled page without waiting.</summary>
    /// <returns>Removed: the caller has a pin and the lock. Otherwise why not.</returns>
    private AttemptOutcome TryLockPage(Space space, long index, out int frame)
    {
        if (!locks.TryPinAny(space, index, out frame))
        {
            return AttemptOutcome.Pinned;
        }

        if (!locks.TryLock(frame))
        {
            remover.Unpin(frame);
            return AttemptOutcome.Pinned;
        }

        if (!locks.IsLinked(space, frame)
            || !FrameState.Has(FrameState.Read(ref store.Frames.State(frame)), FrameState.Uptodate))
        {
            locks.UnlockAndUnpin(frame);
            return AttemptOutcome.Pinned;
        }

        return AttemptOutcome.Removed;
    }
}
