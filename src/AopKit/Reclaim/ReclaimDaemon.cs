using AopKit.Background;
using AopKit.Diagnostics;
using AopKit.Residency;

namespace AopKit.Reclaim;

/// <summary>
/// Keeps some frames free on a thread of its own, so that who needs one seldom has to wait for a client's answer or a
/// device's write.
/// </summary>
internal sealed class ReclaimDaemon : IBackgroundJob
{
    /// <summary>Pages in one step: the work between two looks at whether it is to stop.</summary>
    private const int StepCount = 32;

    private const int MostDoublings = 7;

    private static readonly TimeSpan s_firstRest = TimeSpan.FromMilliseconds(10);

    private readonly PageStore _store;
    private readonly Reclaimer _reclaimer;
    private readonly Watermarks _marks;
    private readonly BackgroundThread _thread;
    private int _fruitlessCount;
    private long _restUntil;

    public ReclaimDaemon(PageStore store, Reclaimer reclaimer, Watermarks marks)
    {
        (_store, _reclaimer, _marks) = (store, reclaimer, marks);
        _thread = new BackgroundThread(this, "AopKit reclaim", store.Options.HasBackgroundThreads);
    }

    private TimeProvider Time => _store.Options.TimeProvider;

    /// <summary>A frame was taken: looks whether it is time to work.</summary>
    public void Watch()
    {
        if (_marks.FreeCount < _marks.Low && Time.GetTimestamp() >= Volatile.Read(ref _restUntil))
        {
            _thread.Wake();
        }
    }

    public Task StopAsync() => _thread.StopAsync();

    public bool RunStep()
    {
        long missing = _marks.High - _marks.FreeCount;
        if (missing <= 0)
        {
            return false;
        }

        // Content with one, so that the policy can say when it costs too much to go on.
        long removed = _reclaimer.Run(Math.Min(StepCount, missing), leastCount: 1).RemovedCount;
        Counters.Add(ref _store.Counters.BackgroundReclaimed, removed);
        if (removed > 0)
        {
            _fruitlessCount = 0;
            return true;
        }

        // Everything is pinned, dirty or refused, or the policy would rather not: longer each time, for a look at
        // everything costs. Who needs a frame meanwhile looks himself.
        TimeSpan rest = s_firstRest * (1 << Math.Min(_fruitlessCount++, MostDoublings));
        Volatile.Write(ref _restUntil, Time.GetTimestamp() + (long)(rest.TotalSeconds * Time.TimestampFrequency));
        return false;
    }

    public void Report(Exception exception) =>
        _store.Failures.Report("(all)", null, nameof(ReclaimDaemon), "E15", exception);
}
