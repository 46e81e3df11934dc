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
    public void Flush(Space space, WritebackErrorCursor? cursor)
    {
        long heard = space.Errors.Count;
        ThrowIfOwnRun(space);
        WriteDirty(space);
        if (!WaitForRuns(space))
        {
            // Others have failed with pages that this flush has not tried yet.
            WriteDirty(space);
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
        await WriteDirtyAsync(space, cancellation).ConfigureAwait(false);
        bool[] areWritten = await Task.WhenAll(JoinRuns(space)).WaitAsync(cancellation).ConfigureAwait(false);
        if (areWritten.Contains(false))
        {
            await WriteDirtyAsync(space, cancellation).ConfigureAwait(false);
        }

        ThrowIfUnheard(space, cursor, heard);
    }

    private void WriteDirty(Space space)
    {
        for (long from = 0; TryNextDirty(space, from, out long index);)
        {
            WriteRun? run = collector.Collect(space, index, RunWait.ForWriteback);
            if (run is not null)
            {
                writer.Write(space, run);
            }

            // Goes on behind the run whatever became of it: a page that failed is dirty again, and its turn is the next
            // flush.
            from = index + (run?.Count ?? 1);
        }
    }

    private async ValueTask WriteDirtyAsync(Space space, CancellationToken cancellation)
    {
        for (long from = 0; TryNextDirty(space, from, out long index);)
        {
            cancellation.ThrowIfCancellationRequested();
            WriteRun? run = collector.Collect(space, index, RunWait.ForWriter);
            if (run is not null)
            {
                await writer.WriteAsync(space, run, cancellation).ConfigureAwait(false);
                from = index + run.Count;
            }
            else
            {
                // Either it is clean now, and the next look finds another page, or it was changed while others write
                // it: then its turn comes when that write has ended.
                await JoinRunOf(space, index).WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits for what others write.</summary>
    /// <returns>Whether all of it was written.</returns>
    private static bool WaitForRuns(Space space)
    {
        Task<bool>[] runs = JoinRuns(space);
        if (Schedule.IsExplored)
        {
            Schedule.BlockUntil(() => Array.TrueForAll(runs, run => run.IsCompleted));
        }

        return !Task.WhenAll(runs).Result.Contains(false);
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

    private static Task<bool>[] JoinRuns(Space space)
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
