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

    /// <summary>
    /// Pages that take less each are left to those who need frames: for them to be helped costs more, because two
    /// processors that change the same cache lines wait for each other.
    /// </summary>
    private static readonly TimeSpan s_quickPage = TimeSpan.FromMicroseconds(1);

    /// <summary>Who is woken again within this time goes further, who slept ten times as long begins anew.</summary>
    private static readonly TimeSpan s_shortSleep = TimeSpan.FromMilliseconds(1);

    private readonly PageStore _store;
    private readonly Reclaimer _reclaimer;
    private readonly Watermarks _marks;
    private readonly BackgroundThread _thread;
    private int _fruitlessCount;
    private bool _isAtWork;
    private long _sleepsSince;
    private long _worksSince;
    private long _removedCount;
    private long _goal;
    private long _restUntil;

    public ReclaimDaemon(PageStore store, Reclaimer reclaimer, Watermarks marks)
    {
        (_store, _reclaimer, _marks) = (store, reclaimer, marks);
        _thread = new BackgroundThread(this, "AopKit reclaim", store.Options.HasBackgroundThreads);
    }

    /// <summary>Whether it is of no use just now: who needs frames takes pages out himself.</summary>
    public bool IsResting => Time.GetTimestamp() < Volatile.Read(ref _restUntil);

    private TimeProvider Time => _store.Options.TimeProvider;

    /// <summary>A frame was taken: looks whether it is time to work.</summary>
    public void Watch()
    {
        if (_marks.FreeCount < _marks.Low && !IsResting)
        {
            _thread.Wake();
        }
    }

    public Task StopAsync() => _thread.StopAsync();

    public bool RunStep()
    {
        if (!_isAtWork)
        {
            SetGoal();
        }

        long missing = _goal - _marks.FreeCount;
        _isAtWork = missing > 0;
        if (!_isAtWork)
        {
            _sleepsSince = Time.GetTimestamp();
            if (_removedCount > 0 && Time.GetElapsedTime(_worksSince) < s_quickPage * _removedCount)
            {
                Rest(s_firstRest);
            }

            return false;
        }

        // Content with one, so that the policy can say when it costs too much to go on.
        long wanted = Math.Min(StepCount, missing);
        long removed = _reclaimer.Run(wanted, leastCount: 1).RemovedCount;
        Counters.Add(ref _store.Counters.BackgroundReclaimed, removed);
        _removedCount += removed;
        _goal = removed < wanted ? _marks.High : _goal;
        if (removed > 0)
        {
            _fruitlessCount = 0;
            return true;
        }

        // Everything is pinned, dirty or refused, or the policy would rather not: longer each time, for a look at
        // everything costs. Who needs a frame meanwhile looks himself.
        Rest(s_firstRest * (1 << Math.Min(_fruitlessCount++, MostDoublings)));
        return false;
    }

    /// <summary>Decides, when it was woken, how far to go.</summary>
    private void SetGoal()
    {
        TimeSpan slept = Time.GetElapsedTime(_sleepsSince);
        _goal = slept < s_shortSleep && _sleepsSince != 0
            ? _goal * 2
            : slept < s_shortSleep * 10 ? _goal : _marks.High;
        _goal = Math.Clamp(_goal, _marks.High, _marks.Highest);
        (_worksSince, _removedCount) = (Time.GetTimestamp(), 0);
    }

    private void Rest(TimeSpan time) => Volatile.Write(
        ref _restUntil, Time.GetTimestamp() + (long)(time.TotalSeconds * Time.TimestampFrequency));

    public void Report(Exception exception) =>
        _store.Failures.Report("(all)", null, nameof(ReclaimDaemon), "E15", exception);
}
