// source: torvalds/linux 7e865eba00a3 https://github.com/torvalds/linux/commit/7e865eba00a3df2dc8c4746173a8ca1c1c7f042e
// title: The end of a device waits for a queue from inside a work item of it
// story: The last put of a device ran as a work item, and destroyed the queue of writeback work, which first waits
// for all its items. One of those could be what ran it.
//// bad
using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class WorkQueue : IDisposable
{
    private readonly BlockingCollection<Action> _items = [];
    private readonly Task _worker;

    public WorkQueue() => _worker = Task.Run(() =>
    {
        foreach (Action item in _items.GetConsumingEnumerable())
        {
            item();
        }
    });

    public void Post(Action item) => _items.Add(item);

    /// <summary>Waits until all items have run.</summary>
    [EndsLifetime]
    [Effect(Effects.Blocks)]
    public void Dispose()
    {
        _items.CompleteAdding();
        _worker.Wait();
        _items.Dispose();
    }
}

public sealed class CachedDevice
{
    [Owned]
    private readonly WorkQueue _writeback = new();

    private int _users = 1;

    public void Get() => Interlocked.Increment(ref _users);

    public void Write(Action<CachedDevice> write)
    {
        Get();
        _writeback.Post(() =>
        {
            write(this);
            Put(); // bug
        });
    }

    public void Put()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _writeback.Dispose(); // bug
        }
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class WorkQueue : IDisposable
{
    private readonly BlockingCollection<Action> _items = [];
    private readonly Task _worker;

    public WorkQueue() => _worker = Task.Run(() =>
    {
        foreach (Action item in _items.GetConsumingEnumerable())
        {
            item();
        }
    });

    public void Post(Action item) => _items.Add(item);

    /// <summary>Waits until all items have run.</summary>
    [EndsLifetime]
    [Effect(Effects.Blocks)]
    public void Dispose()
    {
        _items.CompleteAdding();
        _worker.Wait();
        _items.Dispose();
    }
}

public sealed class CachedDevice
{
    [Owned]
    private readonly WorkQueue _writeback = new();

    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _users = 1;

    public void Get() => Interlocked.Increment(ref _users);

    public void Write(Action<CachedDevice> write)
    {
        Get();
        _writeback.Post(() =>
        {
            write(this);
            Put();
        });
    }

    public void Put()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _unused.SetResult();
        }
    }

    // On the thread that stops the device, which is no work item.
    public void Stop()
    {
        Put();
        _unused.Task.Wait();
        _writeback.Dispose();
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class WorkQueue : IDisposable
{
    private readonly BlockingCollection<Action> _items = [];
    private readonly Task _worker;

    public WorkQueue() => _worker = Task.Run(() =>
    {
        foreach (Action item in _items.GetConsumingEnumerable())
        {
            item();
        }
    });

    public void Post(Action item) => _items.Add(item);

    /// <summary>Waits until all items have run.</summary>
    [EndsLifetime]
    [Effect(Effects.Blocks)]
    public void Dispose()
    {
        _items.CompleteAdding();
        _worker.Wait();
        _items.Dispose();
    }
}

public sealed class CachedDevice
{
    [Owned]
    private readonly WorkQueue _writeback = new();

    private int _users = 1;

    public void Get() => Interlocked.Increment(ref _users);

    public void Write(Action<CachedDevice> write)
    {
        Get();
        _writeback.Post(() =>
        {
            write(this);
            Put();
        });
    }

    public void Put()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            // Another thread waits for the queue, not the item that runs in it.
            _ = Task.Run(_writeback.Dispose);
        }
    }
}
