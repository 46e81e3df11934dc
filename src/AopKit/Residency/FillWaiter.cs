using System.Threading.Tasks.Sources;

namespace AopKit.Residency;

/// <summary>
/// One who waits for a fill without a thread: the source of his <c>ValueTask</c>, in the fill's list until he is told.
/// </summary>
/// <remarks>
/// Used again once its result was taken. Whoever cancels and the fill that tells the result may come at once: the
/// fill's lock decides, and the result is taken only when the cancellation's callback is over.
/// </remarks>
internal abstract class FillWaiter
{
    /// <summary>The next in the fill's list, which alone uses it.</summary>
    public FillWaiter? Next;

    // On the pool, because the fill ends on a thread of the client's, or of a device's.
    private ManualResetValueTaskSourceCore<PageHandle> _result = new() { RunContinuationsAsynchronously = true };

    private FillOperation? _fill;
    private CancellationTokenRegistration _cancellation;

    /// <summary>What the <c>ValueTask</c> is made with.</summary>
    protected short Version => _result.Version;

    /// <summary>Hands the result on. The fill has ended; the pin is this waiter's.</summary>
    public void Tell(FillOperation fill)
    {
        Exception? error = fill.Error;
        PageHandle page = fill.Page;
        fill.Release();
        if (error is null)
        {
            _result.SetResult(page);
        }
        else
        {
            _result.SetException(error);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _result.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    /// <summary>Begins to wait for a fill that the caller has joined.</summary>
    protected void Begin(FillOperation fill, CancellationToken cancellation)
    {
        _fill = fill;
        if (!fill.TryAdd(this))
        {
            Tell(fill);
            return;
        }

        _cancellation = cancellation.UnsafeRegister(
            static (waiter, token) => ((FillWaiter)waiter!).GiveUp(token), this);
    }

    /// <summary>The page, with its pin. The waiter may be somebody else's afterwards.</summary>
    protected PageHandle TakeResult(short token)
    {
        // Who asks twice is told so here, before anything has changed.
        if (_result.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The page is not there yet: await the task, or make it one (AsTask).");
        }

        // Waits for the callback, unless this is it.
        _cancellation.Dispose();
        try
        {
            return _result.GetResult(token);
        }
        finally
        {
            (_fill, _cancellation) = (null, default);
            _result.Reset();
            Rest();
        }
    }

    /// <summary>The result was taken: the waiter may be used again.</summary>
    protected abstract void Rest();

    private void GiveUp(CancellationToken token)
    {
        if (_fill is { } fill && fill.TryRemove(this))
        {
            fill.Release();
            _result.SetException(new OperationCanceledException(token));
        }
    }
}
