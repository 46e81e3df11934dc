// source: microsoft/kernel-memory e8ac5fc21716  https://github.com/microsoft/kernel-memory/commit/e8ac5fc21716
// title: A method that returns before it takes the lock still releases it
// story: The timer's handler looks at its queue first and returns when that is full, waits with a token that may be
// cancelled, and releases in a finally that covers all of it.
//// bad
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

internal sealed class FileQueue(Func<CancellationToken, Task<IReadOnlyList<string>>> list, int batch) : IDisposable
{
    private static readonly SemaphoreSlim s_lock = new(1, 1);

    private readonly ConcurrentQueue<string> _queue = new();
    private readonly CancellationTokenSource _stop = new();

    public async Task PopulateAsync()
    {
        try
        {
            if (_queue.Count >= batch)
            {
                return;
            }

            await s_lock.WaitAsync(_stop.Token).ConfigureAwait(false);

            foreach (string message in await list(_stop.Token).ConfigureAwait(false))
            {
                _queue.Enqueue(message);
            }
        }
        finally
        {
            s_lock.Release(); // bug
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}

//// clean
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

internal sealed class FileQueue(Func<CancellationToken, Task<IReadOnlyList<string>>> list, int batch) : IDisposable
{
    private static readonly SemaphoreSlim s_lock = new(1, 1);

    private readonly ConcurrentQueue<string> _queue = new();
    private readonly CancellationTokenSource _stop = new();

    public async Task PopulateAsync()
    {
        bool acquired = false;

        try
        {
            if (_queue.Count >= batch)
            {
                return;
            }

            await s_lock.WaitAsync(_stop.Token).ConfigureAwait(false);
            acquired = true;

            foreach (string message in await list(_stop.Token).ConfigureAwait(false))
            {
                _queue.Enqueue(message);
            }
        }
        finally
        {
            if (acquired)
            {
                s_lock.Release();
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
