using AopKit.Checking;
using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>Writes dirty pages back on request: a run for reclaim, all of a space for a flush.</summary>
internal sealed class PageFlusher(RunCollector collector, RunWriter writer, BackgroundFlusher? background)
{
    /// <summary>Writes the run that begins with a page, if it is dirty and free. Where the client's write is a task,
    /// and the cache works in the background, the task is only started: the page is clean later.</summary>
    /// <returns>Whether it was written.</returns>
    public bool TryWriteRun(Space space, long index)
    {
        if (background is not null && RunWriter.IsAsynchronous(space))
        {
            background.TryStart(space, index);
            return false;
        }

        WriteRun? run = collector.Collect(space, index, RunWait.No);
        return run is not null && writer.Write(space, run);
    }

    /// <summary>
    /// Writes every page that is dirty when the call begins, and waits for those that others are writing.
    /// </summary>
    /// <remarks>
    /// While a page is being written by others it is not dirty, and the flush passes it over. If they fail it is dirty
    /// again, and has to be tried: at teardown nobody else will. Their runs that ended before this call could join them
    /// count as well, so the space counts what has failed, and not the runs that were joined.
    /// </remarks>
    public void Flush(Space space, WritebackErrorCursor? cursor)
    {
        long heard = space.Errors.Count;
        ThrowIfOwnRun(space);
        for (bool isFirst = true; ; isFirst = false)
        {
            long before = CountFailed(space);
            int failedCount = WriteDirty(space);
            WaitForRuns(space);
            if (IsDone(failedCount, CountFailed(space) - before, isFirst))
            {
                break;
            }
        }

        ThrowIfUnheard(space, cursor, heard);
    }

    /// <summary>
    /// As <see cref="Flush"/>, with the client's asynchronous callback; waits for other writes as tasks.
    /// </summary>
    public async ValueTask FlushAsync(Space space, WritebackErrorCursor? cursor, CancellationToken cancellation)
    {
        long heard = space.Errors.Count;
        ThrowIfOwnRun(space);
        for (bool isFirst = true; ; isFirst = false)
        {
            long before = CountFailed(space);
            int failedCount = await WriteDirtyAsync(space, cancellation).ConfigureAwait(false);
            await Task.WhenAll(JoinRuns(space)).WaitAsync(cancellation).ConfigureAwait(false);
            if (IsDone(failedCount, CountFailed(space) - before, isFirst))
            {
                break;
            }
        }

        ThrowIfUnheard(space, cursor, heard);
    }

    /// <summary>
    /// Whether a flush has tried everything: nobody else has failed meanwhile, or, the second time, its own writes fail
    /// too.
    /// </summary>
    private static bool IsDone(int ownFailedCount, long failedCount, bool isFirst) =>
        failedCount == ownFailedCount || (ownFailedCount > 0 && !isFirst);

    private static long CountFailed(Space space)
    {
        using (space.Gate.Enter())
        {
            return Fault.Is(FaultId.P25_OthersFailureOverlooked) ? 0 : space.Dirty?.FailedRunCount ?? 0;
        }
    }

    /// <returns>How many runs could not be written.</returns>
    private int WriteDirty(Space space)
    {
        int failedCount = 0;
        for (long from = 0; TryNextDirty(space, from, out long index);)
        {
            WriteRun? run = collector.Collect(space, index, RunWait.ForWriteback);
            if (run is not null)
            {
                failedCount += writer.Write(space, run) ? 0 : 1;
            }

            // Goes on behind the run whatever became of it: a page that failed is dirty again, and its turn is the next
            // flush.
            from = index + (run?.Count ?? 1);
        }

        return failedCount;
    }

    /// <inheritdoc cref="WriteDirty"/>
    private async ValueTask<int> WriteDirtyAsync(Space space, CancellationToken cancellation)
    {
        int failedCount = 0;
        for (long from = 0; TryNextDirty(space, from, out long index);)
        {
            cancellation.ThrowIfCancellationRequested();
            WriteRun? run = collector.Collect(space, index, RunWait.ForWriter);
            if (run is not null)
            {
                failedCount += await writer.WriteAsync(space, run, cancellation).ConfigureAwait(false) ? 0 : 1;
                from = index + run.Count;
            }
            else
            {
                // Either it is clean now, and the next look finds another page, or it was changed while others write
                // it: then its turn comes when that write has ended.
                await JoinRunOf(space, index).WaitAsync(cancellation).ConfigureAwait(false);
            }
        }

        return failedCount;
    }

    /// <summary>Waits for what others write.</summary>
    private static void WaitForRuns(Space space)
    {
        Task[] runs = JoinRuns(space);
        if (Schedule.IsExplored)
        {
            Schedule.BlockUntil(() => Array.TrueForAll(runs, run => run.IsCompleted));
        }

        Task.WaitAll(runs);
    }

    private static bool TryNextDirty(Space space, long from, out long index)
    {
        using (space.Gate.Enter())
        {
            return space.Index.TryNextTagged(from, IndexTag.Dirty, out index);
        }
    }

    private static Task JoinRunOf(Space space, long index)
    {
        using (space.Gate.Enter())
        {
            return space.Dirty?.Runs?.Find(run => run.Covers(index))?.Join() ?? Task.CompletedTask;
        }
    }

    private static Task[] JoinRuns(Space space)
    {
        using (space.Gate.Enter())
        {
            return space.Dirty?.Runs is not { } runs ? [] : [.. runs.Select(run => run.Join())];
        }
    }

    /// <summary>A client that flushes inside its own write callback would wait for that write's end.</summary>
    private static void ThrowIfOwnRun(Space space)
    {
        if (!CallbackScope.IsInside)
        {
            return;
        }

        using (space.Gate.Enter())
        {
            if (space.Dirty?.Runs?.Exists(run => run.ThreadId == Environment.CurrentManagedThreadId) == true)
            {
                throw new InvalidOperationException(
                    $"A write callback of '{space.Name}' flushes '{space.Name}': it would wait for its own end. Flush "
                    + "when the callback has returned.");
            }
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
}
