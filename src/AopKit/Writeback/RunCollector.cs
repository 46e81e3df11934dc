using AopKit.Checking;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>What the collector of a run waits for.</summary>
internal enum RunWait
{
    /// <summary>Nothing: what is not free is not taken.</summary>
    No,

    /// <summary>The page's lock and its writer, which other threads end soon; not for a write in progress.</summary>
    ForWriter,

    /// <summary>These, and a write in progress.</summary>
    ForWriteback,
}

/// <summary>Collects dirty pages with contiguous indexes, and marks them as being written.</summary>
internal sealed class RunCollector(PageStore store, PageLocks locks, PageRemover remover)
{
    private const long Busy = FrameState.Writeback | FrameState.VersionUnit;

    /// <summary>Collects a run that begins with a page.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="index">The first page.</param>
    /// <param name="wait">What to wait for with the first page; the others are taken only if they are free.</param>
    /// <returns>The run, or null if the first page is not dirty (any more), or not free.</returns>
    public WriteRun? Collect(Space space, long index, RunWait wait)
    {
        WriteRun? run = null;
        for (int count = 0; count < WriteRun.MaxPages && index + count >= 0; count++)
        {
            if (!TryAdd(space, index + count, count == 0 ? wait : RunWait.No, ref run))
            {
                break;
            }
        }

        return run;
    }

    private bool TryAdd(Space space, long index, RunWait wait, ref WriteRun? run)
    {
        if (!TryPin(space, index, wait, out int frame))
        {
            return false;
        }

        long busy = wait == RunWait.ForWriter ? FrameState.VersionUnit : Busy;
        bool isMarked = false;
        bool isBusy;
        do
        {
            isBusy = false;
            if (wait != RunWait.No)
            {
                // Without the page lock: who writes the page, or has its write awaited, may need it to come to an end.
                store.Waiters.WaitUntil(frame, busy, static (word, bits) => !FrameState.HasAny(word, bits));
                locks.Lock(frame);
            }
            else if (!locks.TryLock(frame))
            {
                break;
            }

            // Goes by the word that kept the mark away: a writer that has ended since leaves a page that is dirty
            // still.
            isMarked = TryMark(space, frame, index, wait, ref run, out long seen);
            isBusy = !isMarked && FrameState.HasAny(seen, busy);
            locks.Unlock(frame);
        }
        while (wait != RunWait.No && isBusy);

        if (!isMarked)
        {
            remover.Unpin(frame);
        }

        return isMarked;
    }

    /// <summary>Pins a page; one that is frozen for a moment, to be moved or looked at, is waited for.</summary>
    private bool TryPin(Space space, long index, RunWait wait, out int frame)
    {
        while (!locks.TryPinAny(space, index, out frame))
        {
            long slot = space.Index.ReadSlot(index);
            if (wait == RunWait.No || !IndexSlot.IsTaken(slot))
            {
                return false;
            }

            locks.WaitForSlotOrThaw(space, index, slot, CancellationToken.None);
        }

        return true;
    }

    private bool TryMark(Space space, int frame, long index, RunWait wait, ref WriteRun? run, out long seen)
    {
        // The page lock keeps release callbacks away from pages that are being written (E5); an active writer keeps the
        // mark away, or what it still changes would be lost: it made the page dirty before it began.
        using (space.Gate.Enter())
        {
            if (run is null && wait == RunWait.No && space.IsExiting)
            {
                // From here on the teardown writes, and knows what could not be written.
                seen = 0;
                return false;
            }

            bool isMarked = FrameState.TryChange(
                ref store.Frames.State(frame),
                need: FrameState.Dirty | FrameState.Uptodate,
                forbid: FrameState.Unlinked
                    | (Fault.Is(FaultId.P12_WriterNotKeptAway) ? FrameState.Writeback : Busy),
                clear: FrameState.Dirty,
                set: FrameState.Writeback,
                out seen);
            if (isMarked)
            {
                space.UntagDirty(store.Dirty, index);
                space.Index.SetTag(index, IndexTag.Writeback, true);
                store.Dirty.BeginWriteback();
                if (run is null)
                {
                    run = new WriteRun(index);
                    (space.Dirty!.Runs ??= []).Add(run);
                }

                run.Add(store.Frames.Handle(frame));
            }

            return isMarked;
        }
    }
}
