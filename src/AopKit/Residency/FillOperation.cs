using AopKit.Checking;

namespace AopKit.Residency;

/// <summary>One fill in progress: whoever needs the page joins it, and gets its pin or its exception (E11).</summary>
/// <remarks>
/// <list type="number">
/// <item>The filler makes it with the page, under the space's gate.</item>
/// <item>A waiter joins: counted, if the fill has not ended.</item>
/// <item>The filler ends it: it pins the page once for each waiter, before anybody can evict it; then it wakes
/// them.</item>
/// <item>A waiter who gave up before the end takes its count back; one who gave up after it gives its pin back.</item>
/// </list>
/// </remarks>
internal sealed class FillOperation(PageHandle page)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _ended;
    private int _waiterCount;
    private bool _isOver;
    private Exception? _error;

    public PageHandle Page { get; } = page;

    /// <summary>The thread that fills, if a thread does; it cannot wait for itself.</summary>
    public int FillerThreadId { get; } = Environment.CurrentManagedThreadId;

    /// <summary>Whether the fill belongs to a task and to no thread.</summary>
    public bool IsAsynchronous { get; init; }

    /// <summary>Counts a waiter, if the fill has not ended.</summary>
    /// <param name="ended">Ends with the fill, without an error; ask <see cref="Error"/> then.</param>
    public bool TryJoin(out Task ended)
    {
        Schedule.Point(this);
        lock (_lock)
        {
            if (_isOver)
            {
                ended = Task.CompletedTask;
                return false;
            }

            _waiterCount++;
            _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ended = _ended.Task;
            return true;
        }
    }

    /// <summary>Takes a waiter's count back.</summary>
    /// <returns>Whether that came in time; if not, the waiter has a pin to give back, unless the fill failed.</returns>
    public bool TryLeave()
    {
        Schedule.Point(this);
        lock (_lock)
        {
            if (_isOver)
            {
                return false;
            }

            _waiterCount--;
            return true;
        }
    }

    /// <summary>What the fill failed with, or null. Valid once it has ended.</summary>
    public Exception? Error => _error;

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

    public void Wake()
    {
        Schedule.Point(this);
        _ended?.TrySetResult();
    }
}
