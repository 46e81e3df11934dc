using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>Collects dirty pages with contiguous indexes, and marks them as being written.</summary>
internal sealed class RunCollector(PageStore store, PageLocks locks, PageRemover remover)
{
    /// <summary>Collects a run that begins with a page.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="index">The first page.</param>
    /// <param name="wait">Whether to wait for the first page's lock, writer and writeback; the others are taken only if
    /// they are free.</param>
    /// <returns>The run, or null if the first page is not dirty (any more), or not free.</returns>
    public WriteRun? Collect(Space space, long index, bool wait)
    {
        var run = new WriteRun(index);
        while (run.Count < WriteRun.MaxPages && index + run.Count >= 0)
        {
            if (!TryStart(space, index + run.Count, wait && run.Count == 0, out PageHandle page))
            {
                break;
            }

            run.Add(page);
        }

        return run.Count == 0 ? null : run;
    }

    private bool TryStart(Space space, long index, bool wait, out PageHandle page)
    {
        page = default;
        if (!locks.TryPinAny(space, index, out int frame))
        {
            return false;
        }

        bool started = false;
        if (wait)
        {
            locks.Lock(frame);
            store.Waiters.WaitUntil(
                frame, 0, static (word, _) => !FrameState.HasAny(word, FrameState.Writeback | FrameState.VersionUnit));
        }
        else if (!locks.TryLock(frame))
        {
            remover.Unpin(frame);
            return false;
        }

        started = TryMark(space, frame);
        page = store.Frames.Handle(frame);
        locks.Unlock(frame);
        if (!started)
        {
            remover.Unpin(frame);
        }

        return started;
    }

    private bool TryMark(Space space, int frame)
    {
        // The page lock keeps release callbacks away from pages that are being written (E5); an active writer keeps the
        // mark away, or what it still changes would be lost: it made the page dirty before it began.
        using (space.Gate.Enter())
        {
            bool marked = FrameState.TryChange(
                ref store.Frames.State(frame),
                need: FrameState.Dirty | FrameState.Uptodate,
                forbid: FrameState.Unlinked | FrameState.Writeback | FrameState.VersionUnit,
                clear: FrameState.Dirty,
                set: FrameState.Writeback,
                out _);
            if (marked)
            {
                long index = store.Frames.Header(frame).Index;
                if (space.Index.SetTag(index, IndexTag.Dirty, false))
                {
                    space.DirtyCount--;
                }

                space.Index.SetTag(index, IndexTag.Writeback, true);
            }

            return marked;
        }
    }
}
