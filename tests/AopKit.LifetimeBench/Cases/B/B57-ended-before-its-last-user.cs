// source: torvalds/linux 7561cea5dbb9 https://github.com/torvalds/linux/commit/7561cea5dbb97fecb952548a0fb74fb105bf4664
// title: The commit list is freed before the writes that may still have to wake its waiters
// story: Unmount freed the list of commits and then waited for the writes of the log. A write that fails shuts the
// log down, which takes the lock of that list and wakes those who wait in it.
//// bad
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class CommitList : IDisposable
{
    private readonly SemaphoreSlim _waiters = new(0);

    public void WakeAll() => _waiters.Release();

    [EndsLifetime]
    public void Dispose() => _waiters.Dispose();
}

public sealed class CommitLog : IDisposable
{
    [Owned]
    private readonly CommitList _commits = new();

    private readonly List<Task> _writes = [];

    public void Write(Func<Task<bool>> send) => _writes.Add(WriteAsync(send));

    public void Dispose()
    {
        _commits.Dispose(); // bug
        Task.WaitAll(_writes); // bug
    }

    private async Task WriteAsync(Func<Task<bool>> send)
    {
        if (!await send().ConfigureAwait(false))
        {
            _commits.WakeAll(); // bug
        }
    }
}
//// clean
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class CommitList : IDisposable
{
    private readonly SemaphoreSlim _waiters = new(0);

    public void WakeAll() => _waiters.Release();

    [EndsLifetime]
    public void Dispose() => _waiters.Dispose();
}

public sealed class CommitLog : IDisposable
{
    [Owned]
    private readonly CommitList _commits = new();

    private readonly List<Task> _writes = [];

    public void Write(Func<Task<bool>> send) => _writes.Add(WriteAsync(send));

    public void Dispose()
    {
        Task.WaitAll(_writes);
        _commits.Dispose();
    }

    private async Task WriteAsync(Func<Task<bool>> send)
    {
        if (!await send().ConfigureAwait(false))
        {
            _commits.WakeAll();
        }
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class CommitList : IDisposable
{
    private readonly SemaphoreSlim _waiters = new(0);

    public void WakeAll() => _waiters.Release();

    [EndsLifetime]
    public void Dispose() => _waiters.Dispose();
}

public sealed class CommitLog : IDisposable
{
    [Owned]
    private readonly CommitList _commits = new();

    private readonly List<Task> _writes = [];

    public int Failed { get; private set; }

    // Who writes waits until it has been written: none is under way when the log ends.
    public void Write(Func<Task<bool>> send)
    {
        Task write = WriteAsync(send);
        write.Wait();
        _writes.Add(write);
    }

    public void Dispose()
    {
        _commits.Dispose();
        foreach (Task write in _writes)
        {
            Failed += write.IsCompletedSuccessfully ? 0 : 1;
        }
    }

    private async Task WriteAsync(Func<Task<bool>> send)
    {
        if (!await send().ConfigureAwait(false))
        {
            _commits.WakeAll();
        }
    }
}
