using AopKit.Checking;

namespace AopKit.Residency;

/// <summary>
/// A fill that somebody waits for: whoever needs the page joins it, and gets its pin or its exception (E11). A fill
/// that nobody waits for has no such record; see <see cref="PageFills"/>.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>The first waiter makes it, under the space's gate.</item>
/// <item>A waiter joins: counted, if the fill has not ended.</item>
/// <item>The filler ends it: it pins the page once for each waiter, before anybody can evict it; then it wakes
/// them.</item>
/// <item>A waiter who gave up before the end takes its count back; one who gave up after it gives its pin back.</item>
/// </list>
/// </remarks>
internal sealed class FillOperation(PageHandle page)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiterCount;
    private bool _isOver;
    private Exception? _error;

    public PageHandle Page { get; } = page;

    /// <summary>Ends with the fill, without an error; ask <see cref="Error"/> then.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What the fill failed with, or null. Valid once it has ended.</summary>
    public Exception? Error => _error;

    /// <summary>Counts a waiter, if the fill has not ended.</summary>
    public bool TryJoin()
    {
        Schedule.Point(this);
        lock (_lock)
        {
            _waiterCount += _isOver ? 0 : 1;
            return !_isOver;
        }
    }

    /// <summary>Takes a waiter's count back.</summary>
    /// <returns>Whether that came in time; if not, the waiter has a pin to give back, unless the fill failed.</returns>
    public bool TryLeave()
    {
        Schedule.Point(this);
        lock (_lock)
        {
            _waiterCount -= _isOver ? 0 : 1;
            return !_isOver;
        }
    }

    /// <summary>Decides the result. The filler then makes it visible, and calls <see cref="Wake"/>.</summary>
    /// <param name="error">What the fill failed with, or null.</param>
    /// <returns>How many waiters are owed a pin, or the exception.</returns>
    public int End(Exception? error)
    {
        Schedule.Point(this);
        lock (_lock)
        {
            _isOver = true;
            _error = error;
            return _waiterCount;
        }
    }

    /// <summary>Decides that the fill has failed, unless somebody waits for it.</summary>
    public bool TryEndUnjoined(Exception error)
    {
        Schedule.Point(this);
        lock (_lock)
        {
            if (_waiterCount > 0)
            {
                return false;
            }

            _isOver = true;
            _error = error;
            return true;
        }
    }

    public void Wake()
    {
        Schedule.Point(this);
        _ended.TrySetResult();
    }
}
