using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>Writes dirty pages back: a run for reclaim, all of a space for a flush.</summary>
internal sealed class PageFlusher(PageStore store, PageLocks locks, PageRemover remover, RunCollector collector)
{
    /// <summary>Writes the run that begins with a page, if it is dirty and free.</summary>
    /// <returns>Whether it was written.</returns>
    public bool TryWriteRun(Space space, long index)
    {
        WriteRun? run = collector.Collect(space, index, wait: false);
        return run is not null && Write(space, run);
    }

    /// <summary>
    /// Writes every page that is dirty when the call begins, and waits for those that others are writing.
    /// </summary>
    public void Flush(Space space, WritebackErrorCursor? cursor)
    {
        long heard = space.Errors.Count;
        for (long from = 0; TryNext(space, from, IndexTag.Dirty, out long index);)
        {
            WriteRun? run = collector.Collect(space, index, wait: true);
            if (run is not null)
            {
                Write(space, run);
            }

            // Goes on behind the run whatever became of it: a page that failed is dirty again, and its turn is the next
            // flush.
            from = index + (run?.Count ?? 1);
        }

        for (long from = 0; TryNext(space, from, IndexTag.Writeback, out long index); from = index + 1)
        {
            WaitForWriteback(space, index);
        }

        ThrowIfUnheard(space, cursor, heard);
    }

    /// <summary>As <see cref="Flush"/>, with the client's asynchronous callback.</summary>
    public async ValueTask FlushAsync(Space space, WritebackErrorCursor? cursor, CancellationToken cancellation)
    {
        long heard = space.Errors.Count;
        for (long from = 0; TryNext(space, from, IndexTag.Dirty, out long index);)
        {
            cancellation.ThrowIfCancellationRequested();
            WriteRun? run = collector.Collect(space, index, wait: true);
            if (run is not null)
            {
                await WriteAsync(space, run, cancellation).ConfigureAwait(false);
            }

            from = index + (run?.Count ?? 1);
        }

        for (long from = 0; TryNext(space, from, IndexTag.Writeback, out long index); from = index + 1)
        {
            WaitForWriteback(space, index);
        }

        ThrowIfUnheard(space, cursor, heard);
    }

    private static bool TryNext(Space space, long from, IndexTag tag, out long index)
    {
        using (space.Gate.Enter())
        {
            return space.Index.TryNextTagged(from, tag, out index);
        }
    }

    private static void ThrowIfUnheard(Space space, WritebackErrorCursor? cursor, long heard)
    {
        long newest = space.Errors.Count;
        if (cursor is null ? newest > heard : cursor.TryAdvance(newest))
        {
            throw new WritebackException(space.Name, space.Errors.Last);
        }
    }

    private bool Write(Space space, WriteRun run)
    {
        if (space.Callbacks.HasWriteAsync && !space.Callbacks.HasSynchronousWrite)
        {
            return WriteAsync(space, run, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }

        Exception? error = null;
        store.Hooks.Reach(TestPoint.BeforeWrite, space.Owner, run.First);
        try
        {
            space.Callbacks.WritePages(new PageIndex(run.First), store, run.Pages.Span);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        store.Hooks.Reach(TestPoint.AfterWrite, space.Owner, run.First);
        End(space, run, error);
        return error is null;
    }

    private async ValueTask<bool> WriteAsync(Space space, WriteRun run, CancellationToken cancellation)
    {
        if (!space.Callbacks.HasWriteAsync)
        {
            return Write(space, run);
        }

        Exception? error = null;
        var frames = new FrameBytes[run.Count];
        var bytes = new ReadOnlyMemory<byte>[run.Count];
        for (int i = 0; i < run.Count; i++)
        {
            frames[i] = store.Frames.Memory(run.Pages.Span[i].Frame);
            bytes[i] = frames[i].Memory;
        }

        try
        {
            await space.Callbacks
                .WritePagesAsync(new PageIndex(run.First), store, run.Pages, bytes, cancellation)
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        foreach (FrameBytes frame in frames)
        {
            frame.End();
        }

        End(space, run, error);
        return error is null;
    }

    private void End(Space space, WriteRun run, Exception? error)
    {
        if (error is not null)
        {
            space.Errors.Record(error);
            store.Failures.Report(space.Name, new PageIndex(run.First), "WritePages", "E12", error);
        }

        Counters.Add(ref error is null ? ref store.Counters.Written : ref store.Counters.WriteFailed, run.Count);
        foreach (PageHandle page in run.Pages.Span)
        {
            EndPage(space, page.Frame, failed: error is not null && !Fault.Is(FaultId.E12_FailedWriteForgotten));
        }
    }

    private void EndPage(Space space, int frame, bool failed)
    {
        long before;
        using (space.Gate.Enter())
        {
            ref FrameHeader header = ref store.Frames.Header(frame);
            ref long state = ref header.State;
            bool linked = !FrameState.Has(FrameState.Read(ref state), FrameState.Unlinked)
                && space.Index.ReadSlot(header.Index) == IndexSlot.Resident(store.Frames.Handle(frame));
            if (linked)
            {
                space.Index.SetTag(header.Index, IndexTag.Writeback, false);
            }

            if (linked && failed && space.Index.SetTag(header.Index, IndexTag.Dirty, true))
            {
                space.DirtyCount++;
            }

            before = FrameState.Change(ref state, FrameState.Writeback, linked && failed ? FrameState.Dirty : 0);
        }

        store.Waiters.Wake(frame, before);
        remover.Unpin(frame);
    }

    private void WaitForWriteback(Space space, long index)
    {
        if (locks.TryPinAny(space, index, out int frame))
        {
            locks.WaitForWriteback(frame);
            remover.Unpin(frame);
        }
    }
}
