using AopKit.Background;
using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>
/// Writes dirty pages in the background: while there are more than so many, and those that have been dirty for too
/// long. Spaces take turns, so that each gets its part of the writing.
/// </summary>
/// <remarks>
/// <para>Everything here but <see cref="Wake"/>, <see cref="Watch"/> and what ends runs happens on the flusher's own
/// thread, or in a test on the test's.</para>
/// <para>Pages carry no time. A space does: no page of it has been dirty for longer than since then. A sweep over all
/// of its dirty pages that began at some time moves it there. So a page is written at the latest when it has been dirty
/// for
/// <see cref="PageCacheOptions.DirtyExpiration"/>, and the time that a sweep takes.</para>
/// </remarks>
internal sealed class BackgroundFlusher : IBackgroundJob
{
    /// <summary>Runs of one space before it is the next one's turn.</summary>
    private const int RunsPerTurn = 16;

    /// <summary>Pages that are not free in one turn.</summary>
    private const int SkipsPerTurn = 256;

    private readonly PageStore _store;
    private readonly RunCollector _collector;
    private readonly FlusherQueue _queue;
    private readonly RunStarter _starter;
    private readonly DirtyLimits _limits;
    private readonly BackgroundThread _thread;
    private readonly FlusherAlarm _alarm;
    private volatile bool _isStuck;

    public BackgroundFlusher(PageStore store, RunCollector collector, RunWriter writer, DirtyLimits limits)
    {
        _store = store;
        _collector = collector;
        _limits = limits;
        _thread = new BackgroundThread(this, "AopKit flusher", store.Options.HasBackgroundThreads);
        _queue = new FlusherQueue(store);
        _starter = new RunStarter(writer, store.Options.TimeProvider, _thread);
        _alarm = new FlusherAlarm(store.Dirty, store.Options, _thread);
        store.Dirty.IsFollowed = true;
    }

    /// <summary>
    /// Whether there is much to write and none of it can be written now: all has failed, or is in use.
    /// </summary>
    public bool IsStuck => _isStuck;

    public void Wake() => _thread.Wake();

    /// <summary>Sees to it that what has become dirty will be written when it is old.</summary>
    public void Watch() => _alarm.Watch();

    /// <summary>Ends the thread; what it is writing is written to its end.</summary>
    public Task StopAsync()
    {
        _alarm.Dispose();
        _isStuck = true;
        return _thread.StopAsync();
    }

    /// <summary>Starts the write of the run that begins with a page, for reclaim. Any thread.</summary>
    public void TryStart(Space space, long index)
    {
        if (!_starter.IsFull && _collector.Collect(space, index, RunWait.No) is { } run)
        {
            _starter.TryWrite(space.Dirty!, run);
        }
    }

    public bool RunStep()
    {
        if (_starter.IsFull)
        {
            // Woken when a run ends.
            return false;
        }

        long now = _store.Options.TimeProvider.GetTimestamp();
        bool isOver = _limits.IsOverBackground;
        DirtySpace? next = _queue.Next(now, isOver);
        _isStuck = next is null && isOver && _starter.IsIdle;
        if (next is not null)
        {
            TakeTurn(next, now);
            return true;
        }

        if (_isStuck)
        {
            _store.Dirty.Pulse();
        }

        _alarm.Set(_queue.NextDue(), now);
        return false;
    }

    public void Report(Exception exception) =>
        _store.Failures.Report("(all)", null, nameof(BackgroundFlusher), "E15", exception);

    private void TakeTurn(DirtySpace space, long now)
    {
        if (space.NextIndex == 0)
        {
            (space.SweepSince, space.SweepRunCount) = (now, 0);
        }

        int skipCount = 0;
        for (int runCount = 0; runCount < RunsPerTurn && skipCount < SkipsPerTurn && !_starter.IsFull;)
        {
            if (!TryNextDirty(space, out long index))
            {
                _queue.EndSweep(space, now);
                return;
            }

            WriteRun? run = _collector.Collect(space.Space, index, RunWait.No);
            space.NextIndex = index + (run?.Count ?? 1);
            if (run is null)
            {
                skipCount++;
                continue;
            }

            runCount++;
            space.SweepRunCount++;
            if (!_starter.TryWrite(space, run))
            {
                break;
            }
        }

        _queue.Continue(space);
    }

    private static bool TryNextDirty(DirtySpace space, out long index)
    {
        using (space.Space.Gate.Enter())
        {
            return space.Space.Index.TryNextTagged(space.NextIndex, IndexTag.Dirty, out index);
        }
    }
}
