using AopKit.Checking;

namespace AopKit.Residency;

/// <summary>
/// A fill that somebody waits for: whoever needs the page joins it, and gets its pin or its exception (E11). A fill
/// that nobody waits for has no such record; see <see cref="PageFills"/>.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>The first waiter makes it, under the space's gate.</item>
/// <item>A waiter joins: counted, if the fill has not ended. A thread then waits for <see cref="WaitForEnd"/>; who must
/// not block leaves a <see cref="FillWaiter"/>.</item>
/// <item>The filler ends it: it pins the page once for each waiter, before anybody can evict it; then it wakes
/// them.</item>
/// <item>A waiter who gave up before the end takes its count back; one who gave up after it gives its pin back.</item>
/// <item>It is used for another fill when the filler and all who joined have let it go.</item>
/// </list>
/// </remarks>
internal sealed class FillOperation(ReusePool<FillOperation> pool)
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _isWoken = new();
    private FillWaiter? _waiters;
    private int _waiterCount;
    private int _holderCount;
    private bool _isOver;
    private Exception? _error;

    public PageHandle Page { get; private set; }

    /// <summary>Whether the fill has ended and its result can be had: <see cref="Error"/>, or a pin.</summary>
    public bool HasEnded => _isWoken.IsSet;

    /// <summary>What the fill failed with, or null. Valid once it has ended.</summary>
    public Exception? Error => _error;

    /// <summary>
    /// The record of a fill that begins to be waited for; the filler holds it until it has woken all.
    /// </summary>
    public static FillOperation For(PageHandle page, ReusePool<FillOperation> pool)
    {
        FillOperation fill = pool.TryTake() ?? new FillOperation(pool);
        (fill.Page, fill._error, fill._isOver) = (page, null, false);
        (fill._waiterCount, fill._holderCount) = (0, 1);
        fill._isWoken.Reset();
        return fill;
    }

    /// <summary>Counts a waiter, if the fill has not ended.</summary>
    public bool TryJoin()
    {
        Schedule.Point(this);
        lock (_lock)
        {
            _waiterCount += _isOver ? 0 : 1;
            _holderCount += _isOver ? 0 : 1;
            return !_isOver;
        }
    }

    /// <summary>Takes a waiter's count back; he still holds the record.</summary>
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

    /// <summary>Blocks the calling thread, which has joined, until the fill has ended.</summary>
    public void WaitForEnd(CancellationToken cancellation)
    {
        if (Schedule.IsExplored)
        {
            Schedule.BlockUntil(() => HasEnded || cancellation.IsCancellationRequested);
        }

        _isWoken.Wait(cancellation);
    }

    /// <summary>Leaves word where to tell the result to one who has joined.</summary>
    /// <returns>False if the fill has ended, and its result can be had at once.</returns>
    public bool TryAdd(FillWaiter waiter)
    {
        lock (_lock)
        {
            if (HasEnded)
            {
                return false;
            }

            (waiter.Next, _waiters) = (_waiters, waiter);
            return true;
        }
    }

    /// <summary>A waiter that was added gives up.</summary>
    /// <returns>False if it comes too late: the waiter will be told the result.</returns>
    public bool TryRemove(FillWaiter waiter)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return false;
            }

            ref FillWaiter? place = ref _waiters;
            while (place is not null && place != waiter)
            {
                place = ref place.Next;
            }

            // Not found: the fill that it waited for has ended, and this is another one in its place.
            bool isFound = place is not null;
            place = place?.Next;
            _waiterCount -= isFound ? 1 : 0;
            return isFound;
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

    /// <summary>Tells all who wait, and lets the record go.</summary>
    public void Wake()
    {
        Schedule.Point(this);
        FillWaiter? waiter;
        lock (_lock)
        {
            _isWoken.Set();
            (waiter, _waiters) = (_waiters, null);
        }

        while (waiter is not null)
        {
            // Read first: a waiter that has been told is its owner's, who may use it again.
            FillWaiter? next = waiter.Next;
            waiter.Next = null;
            waiter.Tell(this);
            waiter = next;
        }

        Release();
    }

    /// <summary>One who has joined has its result, or has given up.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (--_holderCount > 0)
            {
                return;
            }
        }

        pool.Return(this);
    }
}
