using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>Has a run written by its client, and marks its pages as written, or as dirty again (E12).</summary>
internal sealed class RunWriter(PageStore store, PageRemover remover)
{
    /// <summary>Whether a space's client has no other way to write than a task.</summary>
    public static bool IsAsynchronous(Space space) =>
        space.Callbacks.HasWriteAsync && !space.Callbacks.HasSynchronousWrite;

    /// <summary>
    /// Writes a run on this thread; where the client only has the asynchronous callback, waits for it.
    /// </summary>
    /// <returns>Whether it was written.</returns>
    public bool Write(Space space, WriteRun run)
    {
        if (IsAsynchronous(space))
        {
            return WriteAsync(space, run, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }

        Exception? error = null;
        store.Hooks.Reach(TestPoint.BeforeWrite, space.Owner, run.First);
        run.ThreadId = Environment.CurrentManagedThreadId;
        try
        {
            space.Callbacks.WritePages(new PageIndex(run.First), run.Pages.Span);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        run.ThreadId = 0;
        End(space, run, error);
        return error is null;
    }

    /// <summary>Writes a run with the client's asynchronous callback, if it has one.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up; the pages are dirty again, and that is nobody
    /// else's error.</exception>
    public async ValueTask<bool> WriteAsync(Space space, WriteRun run, CancellationToken cancellation)
    {
        if (!space.Callbacks.HasWriteAsync)
        {
            return Write(space, run);
        }

        Exception? error = null;
        store.Hooks.Reach(TestPoint.BeforeWrite, space.Owner, run.First);
        var frames = new FrameBytes[run.Count];
        var bytes = new ReadOnlyMemory<byte>[run.Count];
        for (int i = 0; i < run.Count; i++)
        {
            frames[i] = store.Frames.Memory().Begin(run.Pages.Span[i].Frame);
            bytes[i] = frames[i].Memory;
        }

        try
        {
            await space.Callbacks
                .WritePagesAsync(new PageIndex(run.First), run.Pages, bytes, cancellation)
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

        bool isCancelled = error is OperationCanceledException && cancellation.IsCancellationRequested;
        End(space, run, error, isCancelled);
        if (isCancelled)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return error is null;
    }

    private void End(Space space, WriteRun run, Exception? error, bool isCancelled = false)
    {
        store.Hooks.Reach(TestPoint.AfterWrite, space.Owner, run.First);
        if (error is not null && !isCancelled)
        {
            // Before the pages' marks change: who waits for them, and finds them dirty again, finds the reason too.
            space.Errors.Record(error);
            store.Failures.Report(space.Name, new PageIndex(run.First), "WritePages", "E12", error);
        }

        Counters.Add(
            ref error is null ? ref store.Counters.Written : ref store.Counters.WriteFailed,
            isCancelled ? 0 : run.Count);
        bool isFailed = error is not null && !Fault.Is(FaultId.E12_FailedWriteForgotten);
        ReadOnlySpan<PageHandle> pages = run.Pages.Span;
        Span<long> before = stackalloc long[pages.Length];
        using (space.Gate.Enter())
        {
            for (int i = 0; i < pages.Length; i++)
            {
                before[i] = EndPage(space, pages[i].Frame, isFailed);
            }

            space.Dirty!.Runs!.Remove(run);
            space.Dirty.FailedRunCount += error is null ? 0 : 1;
        }

        store.Dirty.EndWriteback(pages.Length);
        for (int i = 0; i < pages.Length; i++)
        {
            store.Waiters.Wake(pages[i].Frame, before[i]);
            remover.Unpin(pages[i].Frame);
        }

        run.Wake();
    }

    private long EndPage(Space space, int frame, bool isFailed)
    {
        ref FrameHeader header = ref store.Frames.Header(frame);
        ref long state = ref header.State;
        bool isLinked = !FrameState.Has(FrameState.Read(ref state), FrameState.Unlinked)
            && space.Index.ReadSlot(header.Index) == IndexSlot.Resident(store.Frames.Handle(frame));
        if (isLinked)
        {
            space.Index.SetTag(header.Index, IndexTag.Writeback, false);
            if (isFailed)
            {
                space.TagDirty(store.Dirty, header.Index);
            }
        }

        if (Fault.Is(FaultId.P10_RedirtyForgotten))
        {
            space.UntagDirty(store.Dirty, header.Index);
            FrameState.Change(ref state, FrameState.Dirty, 0);
        }

        return FrameState.Change(ref state, FrameState.Writeback, isLinked && isFailed ? FrameState.Dirty : 0);
    }
}
