using AopKit.Background;
using AopKit.Residency;

namespace AopKit.Migrate;

/// <summary>
/// Makes the budget smaller when the memory limit comes near, and larger again when there is room. One bounded step for
/// each look.
/// </summary>
internal sealed class BudgetFollower : IBackgroundJob
{
    /// <summary>
    /// Looks in a row with room before the budget goes up: what was just given may be needed at once.
    /// </summary>
    private const int LooksBeforeGrowing = 4;

    /// <summary>The largest part of the budget that one step gives.</summary>
    private const int LargestStepDown = 4;

    /// <summary>The largest part of the budget asked for that one step takes.</summary>
    private const int LargestStepUp = 8;

    private readonly PageStore _store;
    private readonly CacheResizer _resizer;
    private readonly MemoryLimitOptions _options;
    private readonly Func<MemoryLoad> _source;
    private readonly BackgroundThread _thread;
    private readonly ITimer _timer;
    private readonly long _floorBytes;
    private long _askedBytes;
    private int _looksWithRoom;

    public BudgetFollower(PageStore store, CacheResizer resizer, MemoryLimitOptions options, long leastBytes)
    {
        (_store, _resizer, _options) = (store, resizer, options);
        _askedBytes = store.Budget.LimitBytes;
        _floorBytes = Math.Max(leastBytes, options.FloorBytes == 0 ? _askedBytes / 4 : options.FloorBytes);
        _source = options.Source ?? SystemMemory.Read;
        _thread = new BackgroundThread(this, "AopKit budget", store.Options.HasBackgroundThreads);

        // A timer must not keep a cache that its owner forgot.
        var woken = new WeakReference<BackgroundThread>(_thread);
        _timer = store.Options.TimeProvider.CreateTimer(
            static state => Wake((WeakReference<BackgroundThread>)state!), woken, options.Interval, options.Interval);
    }

    /// <summary>The budget was asked for: it is as far as it grows from now on.</summary>
    public void Ask(long budgetBytes) => Volatile.Write(ref _askedBytes, budgetBytes);

    /// <summary>Ends the thread and the timer.</summary>
    public Task StopAsync()
    {
        _timer.Dispose();
        return _thread.StopAsync();
    }

    public bool RunStep()
    {
        long now = _store.Budget.LimitBytes;
        long next = Next(_source(), now);
        if (Math.Abs(next - now) >= _store.Free.FrameCost)
        {
            try
            {
                _resizer.Resize(next);
            }
            catch (BudgetExceededException)
            {
                // Too much is in use at this moment: the old budget holds, and the next look tries again.
            }
        }

        return false;
    }

    public void Report(Exception exception) =>
        _store.Failures.Report("(all)", null, nameof(PageCacheOptions.FollowMemoryLimit), "E15", exception);

    private static void Wake(WeakReference<BackgroundThread> woken)
    {
        if (woken.TryGetTarget(out BackgroundThread? thread))
        {
            thread.Wake();
        }
    }

    private long Next(MemoryLoad load, long now)
    {
        if (load.LimitBytes <= 0)
        {
            return now;
        }

        long low = load.LimitBytes / 100 * _options.LowPercent;
        _looksWithRoom = load.UsedBytes < low ? _looksWithRoom + 1 : 0;
        if (load.UsedBytes >= load.LimitBytes / 100 * _options.HighPercent)
        {
            long step = Math.Min(load.UsedBytes - low, now / LargestStepDown);
            return Math.Min(now, Math.Max(now - step, FloorBytes()));
        }

        if (_looksWithRoom < LooksBeforeGrowing)
        {
            return now;
        }

        // Half of the room: others grow too.
        long asked = Volatile.Read(ref _askedBytes);
        long growth = Math.Min((low - load.UsedBytes) / 2, asked / LargestStepUp);
        return Math.Max(now, Math.Min(now + growth, asked));
    }

    private long FloorBytes()
    {
        long reserved = _store.Spaces.ReservedPages;
        return Math.Max(
            _floorBytes, reserved == 0 ? 0 : (reserved + SpaceTable.LeastUnreservedPages) * _store.Free.FrameCost);
    }
}
