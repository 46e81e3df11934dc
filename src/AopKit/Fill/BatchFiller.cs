using AopKit.Checking;
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
            int count = space.Callbacks.HasReadPages
                ? FillRun(space, index, end, isAsked: true)
                : FillOne(space, index);
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
            if (filler.TryFill(CallingThread.Current, space, index, out PageHandle page, CancellationToken.None))
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

    /// <summary>
    /// Fills what is absent of a run, ahead of its use. No error gets out: it is reported and counted.
    /// </summary>
    /// <returns>False if a page could not be read, or no frame could be had.</returns>
    public bool TryReadAhead(Space space, long first, int count)
    {
        for (long index = first; index < first + count;)
        {
            int filled = IsTaken(space, index) ? 0 : FillRun(space, index, first + count, isAsked: false);
            if (filled == 0 && !IsTaken(space, index))
            {
                return false;
            }

            index += Math.Max(filled, 1);
        }

        return true;
    }

    private static bool IsTaken(Space space, long index) => IndexSlot.IsTaken(space.Index.ReadSlot(index));

    private int FillRun(Space space, long first, long end, bool isAsked)
    {
        int most = space.Callbacks.HasReadPages ? MaxPages : 1;
        Span<PageHandle> pages = stackalloc PageHandle[(int)Math.Min(most, end - first)];
        int count = 0;
        int filled = 0;
        try
        {
            while (count < pages.Length && TryInsert(space, first + count, out pages[count]))
            {
                count++;
            }
        }
        finally
        {
            // Also when a debug check throws while room is made for the next page: those that are in are waited for.
            filled = count == 0 ? 0 : FillInserted(space, first, pages[..count], isAsked);
        }

        return filled;
    }

    private int FillInserted(Space space, long first, ReadOnlySpan<PageHandle> pages, bool isAsked)
    {
        int count = pages.Length;
        store.Counters.Own.Misses += isAsked ? count : 0;
        Exception? error = Read(space, first, pages);
        Counters.Add(ref store.Counters.ReadAhead, error is null ? count : 0);
        for (int i = 0; i < count; i++)
        {
            End(space, first + i, pages[i], error);
        }

        return error is null ? count : 0;
    }

    private Exception? Read(Space space, long first, ReadOnlySpan<PageHandle> pages)
    {
        bool isBatch = space.Callbacks.HasReadPages;
        CallingThread thread = CallingThread.Current;
        thread.Fills.Begin(space, first, pages.Length);
        try
        {
            if (isBatch)
            {
                space.Callbacks.ReadPages(new PageIndex(first), pages);
            }
            else
            {
                space.Callbacks.ReadPage(pages[0].Frame, thread);
            }

            return null;
        }
        catch (Exception exception)
        {
            store.Failures.Report(
                space.Name, new PageIndex(first), isBatch ? "ReadPages" : "ReadPage", "E15", exception);
            return exception;
        }
        finally
        {
            thread.Fills.End();
        }
    }

    private bool TryInsert(Space space, long index, out PageHandle page)
    {
        page = default;
        long nodeBytes = space.Index.BytesToInsert(index, out _);
        if (!store.Budget.TryReserve(nodeBytes))
        {
            return false;
        }

        int frame = -1;
        PageInserter.Outcome outcome = PageInserter.Outcome.Taken;
        try
        {
            if (!supply.TryTakeAhead(space, index, out frame, out Arrival arrival))
            {
                return false;
            }

            store.Zero(space, frame);
            outcome = inserter.TryInsert(
                space, index, frame, arrival, store.Counters.Own, ref nodeBytes, out page);
        }
        catch (ObjectDisposedException)
        {
            // The space is ending. Pages of the run that are in already are filled as they should be.
        }
        finally
        {
            store.Budget.Release(nodeBytes);
            if (outcome != PageInserter.Outcome.Inserted && frame >= 0)
            {
                store.Free.Return(frame);
            }
        }

        return outcome == PageInserter.Outcome.Inserted;
    }

    private void End(Space space, long index, PageHandle page, Exception? error)
    {
        if (error is null || (!TryFail(space, page, error) && TryReadAlone(space, index, page, ref error)))
        {
            store.Reach(TestPoint.BeforePublish, space, page.Frame);
            store.Counters.Own.Fills++;
            FillOperation? fill = fills.Publish(space, page);
            remover.Unpin(page.Frame);
            fill?.Wake();
        }
    }

    /// <summary>Drops a page that could not be read ahead, unless somebody waits for it.</summary>
    private bool TryFail(Space space, PageHandle page, Exception error)
    {
        if (!fills.TryFailUnjoined(space, page, error, out FillOperation? fill))
        {
            return false;
        }

        Drop(space, page, fill);
        return true;
    }

    /// <summary>
    /// Reads a page for those who wait for it: what failed with its neighbours need not fail with it, and no reader is
    /// to meet an error of pages that he did not ask for (E11).
    /// </summary>
    private bool TryReadAlone(Space space, long index, PageHandle page, ref Exception error)
    {
        // With metadata from the first attempt the client's fill could not attach its own.
        if (store.Frames.Metadata(page.Frame) is null)
        {
            store.Frames.Bytes(page.Frame).Clear();
            CallingThread thread = CallingThread.Current;
            thread.Fills.Begin(space, index, 1);
            try
            {
                space.Callbacks.ReadPage(page.Frame, thread);
                return true;
            }
            catch (Exception exception)
            {
                error = exception;
            }
            finally
            {
                thread.Fills.End();
            }
        }

        Drop(space, page, fills.Fail(space, page, error));
        return false;
    }

    private void Drop(Space space, PageHandle page, FillOperation fill)
    {
        Counters.Add(ref store.Counters.FillsFailed);
        dropper.DropFailedFill(space, page.Frame);
        fill.Wake();
    }
}
