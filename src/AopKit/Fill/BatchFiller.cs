using AopKit.Diagnostics;
using AopKit.Reclaim;
using AopKit.Residency;

namespace AopKit.Fill;

/// <summary>Fills a run of absent pages ahead of their use, in one callback where the client can.</summary>
internal sealed class BatchFiller(
    PageStore store, FrameSupply supply, PageInserter inserter, PageFills fills, PageRemover remover,
    PageDropper dropper, PageFiller filler)
{
    /// <summary>The most pages in one callback.</summary>
    private const int MaxPages = 64;

    /// <summary>
    /// Fills what is absent of a run. Ends early, and without an error, when a fill fails or no frame is free.
    /// </summary>
    public long Prefetch(Space space, PageRange pages)
    {
        long filled = 0;
        long index = pages.First.Value;
        long end = pages.End.Value;
        while ((index = NextAbsent(space, index, end)) < end)
        {
            int count = space.Callbacks.HasReadPages ? FillRun(space, index, end) : FillOne(space, index);
            if (count == 0)
            {
                break;
            }

            filled += count;
            index += count;
        }

        return filled;
    }

    private static long NextAbsent(Space space, long from, long end)
    {
        using (space.Gate.Enter())
        {
            return space.Index.NextHole(from, end);
        }
    }

    private int FillOne(Space space, long index)
    {
        try
        {
            if (filler.TryFill(space, index, out PageHandle page, CancellationToken.None))
            {
                remover.Unpin(page.Frame);
                return 1;
            }

            return 0;
        }
        catch (BudgetExceededException)
        {
            return 0;
        }
        catch (Exception exception) when (exception is not ObjectDisposedException)
        {
            // Nobody waits for what is read ahead: who needs the page meets the error himself. The event is told (E15).
            store.Failures.Report(space.Name, new PageIndex(index), "ReadPage", "E15", exception);
            return 0;
        }
    }

    private int FillRun(Space space, long first, long end)
    {
        Span<PageHandle> pages = stackalloc PageHandle[(int)Math.Min(MaxPages, end - first)];
        int count = 0;
        while (count < pages.Length && TryInsert(space, first + count, out pages[count]))
        {
            count++;
        }

        if (count == 0)
        {
            return 0;
        }

        store.Counters.Own.Misses += count;
        Exception? error = null;
        ThreadFills.Begin(space, first, count);
        try
        {
            space.Callbacks.ReadPages(new PageIndex(first), store, pages[..count]);
        }
        catch (Exception exception)
        {
            error = exception;
            store.Failures.Report(space.Name, new PageIndex(first), "ReadPages", "E15", exception);
        }
        finally
        {
            ThreadFills.End();
        }

        for (int i = 0; i < count; i++)
        {
            End(space, pages[i], error);
        }

        return error is null ? count : 0;
    }

    private bool TryInsert(Space space, long index, out PageHandle page)
    {
        page = default;
        long nodeBytes = space.Index.BytesToInsert(index);
        if (!store.Budget.TryReserve(nodeBytes))
        {
            return false;
        }

        if (!supply.TryTakeAhead(space, index, out int frame, out Arrival arrival))
        {
            store.Budget.Release(nodeBytes);
            return false;
        }

        store.Frames.Bytes(frame).Clear();
        PageInserter.Outcome outcome = PageInserter.Outcome.Taken;
        try
        {
            outcome = inserter.TryInsert(space, index, frame, arrival, ref nodeBytes, out page);
        }
        finally
        {
            store.Budget.Release(nodeBytes);
            if (outcome != PageInserter.Outcome.Inserted)
            {
                store.Free.Return(frame);
            }
        }

        return outcome == PageInserter.Outcome.Inserted;
    }

    private void End(Space space, PageHandle page, Exception? error)
    {
        if (error is null)
        {
            store.Reach(TestPoint.BeforePublish, space, page.Frame);
            store.Counters.Own.Fills++;
            fills.Publish(space, page);
            remover.Unpin(page.Frame);
        }
        else
        {
            Counters.Add(ref store.Counters.FillsFailed);
            FillOperation fill = fills.Fail(space, page, error);
            dropper.DropFailedFill(space, page.Frame);
            fill.Wake();
        }
    }
}
