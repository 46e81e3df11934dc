// source: JKorf/CryptoExchange.Net b13cff5a9531  https://github.com/JKorf/CryptoExchange.Net/commit/b13cff5a9531
// title: Each wait registers a callback with the client's token and leaves it there
// story: The token passed to the wait lives as long as the client. The registration was put into a local and never
// disposed of, so that every wait left a callback, its waiter and its closure behind.
//// bad
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

internal sealed class AsyncSignal
{
    private readonly Lock _gate = new();
    private Queue<TaskCompletionSource<bool>> _waiters = new();
    private bool _signaled;

    public Task<bool> WaitAsync(CancellationToken token)
    {
        lock (_gate)
        {
            if (_signaled)
            {
                _signaled = false;
                return Task.FromResult(true);
            }

            var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            CancellationTokenRegistration registration = token.Register(() => Abandon(waiter)); // bug
            _waiters.Enqueue(waiter);
            return waiter.Task;
        }
    }

    public void Set()
    {
        lock (_gate)
        {
            _signaled = !_waiters.TryDequeue(out TaskCompletionSource<bool>? waiter);
            waiter?.TrySetResult(true);
        }
    }

    private void Abandon(TaskCompletionSource<bool> waiter)
    {
        lock (_gate)
        {
            waiter.TrySetResult(false);
            _waiters = new Queue<TaskCompletionSource<bool>>(_waiters.Where(other => other != waiter));
        }
    }
}

//// clean
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

internal sealed class AsyncSignal
{
    private readonly Lock _gate = new();
    private Queue<TaskCompletionSource<bool>> _waiters = new();
    private bool _signaled;

    public async Task<bool> WaitAsync(CancellationToken token)
    {
        CancellationTokenRegistration registration = default;

        try
        {
            TaskCompletionSource<bool> waiter;

            lock (_gate)
            {
                if (_signaled)
                {
                    _signaled = false;
                    return true;
                }

                waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                registration = token.Register(() => Abandon(waiter));
                _waiters.Enqueue(waiter);
            }

            return await waiter.Task.ConfigureAwait(false);
        }
        finally
        {
            registration.Dispose();
        }
    }

    public void Set()
    {
        lock (_gate)
        {
            _signaled = !_waiters.TryDequeue(out TaskCompletionSource<bool>? waiter);
            waiter?.TrySetResult(true);
        }
    }

    private void Abandon(TaskCompletionSource<bool> waiter)
    {
        lock (_gate)
        {
            waiter.TrySetResult(false);
            _waiters = new Queue<TaskCompletionSource<bool>>(_waiters.Where(other => other != waiter));
        }
    }
}
