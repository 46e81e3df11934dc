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
        foreach (long index in Walk(space, pages))
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
        foreach (long index in Walk(space, pages))
        {
            if (TryLockPage(space, index, out int frame) == AttemptOutcome.Removed)
            {
                stripped += protocols.TryStrip(Attempt(space, frame, ReleaseReason.Strip)) ? 1 : 0;
            }
        }

        return stripped;
    }

    private static ReleaseAttempt Attempt(Space space, int frame, ReleaseReason reason)
    {
        bool inCallback = CallbackScope.IsInside;
        return new ReleaseAttempt(space, frame, reason, MayBlock: !inCallback, MayEnterFileSystem: !inCallback);
    }

    private static IEnumerable<long> Walk(Space space, PageRange pages)
    {
        for (long from = pages.First.Value; TryNext(space, from, pages.End.Value, out long index); from = index + 1)
        {
            yield return index;
        }
    }

    private static bool TryNext(Space space, long from, long end, out long index)
    {
        using (space.Gate.Enter())
        {
            return space.Index.TryNextTaken(from, out index) && index < end;
        }
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
