using AopKit.Background;
using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>
/// Wakes the flusher when pages will have been dirty for too long. While nothing is dirty no timer runs.
/// </summary>
internal sealed class FlusherAlarm : IDisposable
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    private readonly DirtyPages _dirty;
    private readonly PageCacheOptions _options;
    private readonly ITimer _timer;
    private int _isSet;

    public FlusherAlarm(DirtyPages dirty, PageCacheOptions options, BackgroundThread thread)
    {
        _dirty = dirty;
        _options = options;

        // A timer lives as long as it is set: it must not keep a cache that its owner forgot.
        var woken = new WeakReference<BackgroundThread>(thread);
        _timer = options.TimeProvider.CreateTimer(
            static state => Wake((WeakReference<BackgroundThread>)state!), woken, Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets the alarm if spaces have become dirty and it is not set. Any thread.</summary>
    public void Watch()
    {
        if (_dirty.HasListed && Volatile.Read(ref _isSet) == 0 && Interlocked.Exchange(ref _isSet, 1) == 0)
        {
            _timer.Change(_options.DirtyExpiration, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Sets the alarm to a time, or to none. The flusher's thread.</summary>
    public void Set(long? due, long now)
    {
        if (due is { } time)
        {
            Volatile.Write(ref _isSet, 1);
            TimeSpan left = _options.TimeProvider.GetElapsedTime(now, time);

            // No later than for a space that becomes dirty right now: with the alarm set, nobody sets it for that one.
            TimeSpan age = _options.DirtyExpiration;
            left = age == Timeout.InfiniteTimeSpan || left < age ? left : age;
            _timer.Change(left > s_shortest ? left : s_shortest, Timeout.InfiniteTimeSpan);
            return;
        }

        // In this order: who makes a space dirty lists it before he looks whether the alarm is set.
        Interlocked.Exchange(ref _isSet, 0);
        Watch();
    }

    public void Dispose() => _timer.Dispose();

    private static void Wake(WeakReference<BackgroundThread> woken)
    {
        if (woken.TryGetTarget(out BackgroundThread? thread))
        {
            thread.Wake();
        }
    }
}
