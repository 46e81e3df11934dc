// source: torvalds/linux 60b30050116c https://github.com/torvalds/linux/commit/60b30050116c0351b90154044345c1b53ae1f323
// title: What a request waits on lives with the request, and the waker still uses it when that is over
// story: A read waits for a queue that lies on its own stack. The end of the last part counted to zero and then woke
// the waiter; the waiter had looked at the count itself, seen zero, and returned before the wake-up came.
//// bad
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ReadQueue(int pending) : IDisposable
{
    private readonly ManualResetEventSlim _wait = new();
    private int _pending = pending;

    public bool IsDone => Volatile.Read(ref _pending) == 0;

    public void EndPart()
    {
        if (Interlocked.Decrement(ref _pending) == 0)
        {
            _wait.Set(); // bug
        }
    }

    [Effect(Effects.Blocks)]
    public void Wait() => _wait.Wait();

    [EndsLifetime]
    public void Dispose() => _wait.Dispose();
}

public sealed class Reader(Action<Action> submit)
{
    public void Read(int parts)
    {
        ReadQueue queue = new(parts);
        for (int i = 0; i < parts; i++)
        {
            submit(queue.EndPart);
        }

        if (!queue.IsDone) // bug
        {
            queue.Wait();
        }

        queue.Dispose(); // bug
    }
}
//// clean
using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class ReadQueue(int pending) : IDisposable
{
    private readonly TaskCompletionSource _wait = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pending = pending;

    public void EndPart()
    {
        if (Interlocked.Decrement(ref _pending) == 0)
        {
            _wait.SetResult();
        }
    }

    [Effect(Effects.Blocks)]
    public void Wait() => _wait.Task.Wait();

    [EndsLifetime]
    public void Dispose() => Debug.Assert(_pending == 0, "Parts are under way.");
}

public sealed class Reader(Action<Action> submit)
{
    public void Read(int parts)
    {
        ReadQueue queue = new(parts);
        for (int i = 0; i < parts; i++)
        {
            submit(queue.EndPart);
        }

        // Always: only what the waker does last tells that it has done.
        queue.Wait();
        queue.Dispose();
    }
}
//// near-miss
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ReadQueue(int pending) : IDisposable
{
    private readonly object _gate = new();
    private int _pending = pending;

    // The waker's last word is under the lock, so whoever has seen zero under it comes after.
    public bool IsDone
    {
        get
        {
            lock (_gate)
            {
                return _pending == 0;
            }
        }
    }

    public void EndPart()
    {
        lock (_gate)
        {
            if (--_pending == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    [Effect(Effects.Blocks)]
    public void Wait()
    {
        lock (_gate)
        {
            while (_pending != 0)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    [EndsLifetime]
    public void Dispose() => _pending = -1;
}

public sealed class Reader(Action<Action> submit)
{
    public void Read(int parts)
    {
        ReadQueue queue = new(parts);
        for (int i = 0; i < parts; i++)
        {
            submit(queue.EndPart);
        }

        if (!queue.IsDone)
        {
            queue.Wait();
        }

        queue.Dispose();
    }
}
