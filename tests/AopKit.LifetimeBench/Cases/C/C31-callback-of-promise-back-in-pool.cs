// source: Cysharp/UniTask be8dbe880433  https://github.com/Cysharp/UniTask/commit/be8dbe880433
// title: A pooled promise goes back to its pool with a cancellation callback still registered
// story: The promise registers with the caller's token and drops the registration. Once it is back in the pool and in
// other use, a cancellation of the old token cancels the new operation.
//// bad
using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;

internal sealed class AnimationPromise : IValueTaskSource
{
    private static readonly ConcurrentBag<AnimationPromise> s_pool = [];

    private ManualResetValueTaskSourceCore<bool> _core;
    private Action? _stop;

    public static ValueTask Start(Action<Action> play, Action stop, CancellationToken token)
    {
        AnimationPromise promise = s_pool.TryTake(out AnimationPromise? free) ? free : new AnimationPromise();
        promise._stop = stop;

        if (token.CanBeCanceled)
        {
            token.UnsafeRegister(static state => ((AnimationPromise)state!).Cancel(), promise); // bug
        }

        play(() => promise._core.SetResult(true));
        return new ValueTask(promise, promise._core.Version);
    }

    public void GetResult(short token)
    {
        try
        {
            _core.GetResult(token);
        }
        finally
        {
            Return();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        _stop?.Invoke();
        _core.SetException(new OperationCanceledException());
    }

    private void Return()
    {
        _core.Reset();
        _stop = null;
        s_pool.Add(this); // bug
    }
}

//// clean
using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;

internal sealed class AnimationPromise : IValueTaskSource
{
    private static readonly ConcurrentBag<AnimationPromise> s_pool = [];

    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _registration;
    private Action? _stop;

    public static ValueTask Start(Action<Action> play, Action stop, CancellationToken token)
    {
        AnimationPromise promise = s_pool.TryTake(out AnimationPromise? free) ? free : new AnimationPromise();
        promise._stop = stop;

        if (token.CanBeCanceled)
        {
            promise._registration =
                token.UnsafeRegister(static state => ((AnimationPromise)state!).Cancel(), promise);
        }

        play(() => promise._core.SetResult(true));
        return new ValueTask(promise, promise._core.Version);
    }

    public void GetResult(short token)
    {
        try
        {
            _core.GetResult(token);
        }
        finally
        {
            Return();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        _stop?.Invoke();
        _core.SetException(new OperationCanceledException());
    }

    private void Return()
    {
        _core.Reset();
        _registration.Dispose();
        _stop = null;
        s_pool.Add(this);
    }
}
