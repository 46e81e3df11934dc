// source: torvalds/linux c77e22834ae9 https://github.com/torvalds/linux/commit/c77e22834ae9a11891cb613bd9a551be1b94f2bc
// title: Idle owners are ended in a callback that must not block, and ending one waits for its timer
// story: The purge of idle owners ran inside a section in which nobody may sleep. Freeing an owner ends its wait
// queue, which stops a timer and waits until it no longer runs.
//// bad
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public interface IRecoveryCallback
{
    [CallbackContext(CallbackContexts.Atomic)]
    void Purge();
}

public sealed class StateOwner : IDisposable
{
    private readonly Timer _timer = new(_ => { }, null, Timeout.Infinite, Timeout.Infinite);

    [Effect(Effects.Blocks)]
    public void Dispose()
    {
        using ManualResetEvent stopped = new(initialState: false);
        if (_timer.Dispose(stopped))
        {
            stopped.WaitOne();
        }
    }
}

public sealed class Recovery : IRecoveryCallback
{
    private readonly ConcurrentQueue<StateOwner> _idle = new();

    public void Park(StateOwner owner) => _idle.Enqueue(owner);

    public void Purge()
    {
        while (_idle.TryDequeue(out StateOwner? owner))
        {
            owner.Dispose(); // bug
        }
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public interface IRecoveryCallback
{
    [CallbackContext(CallbackContexts.Atomic)]
    void Purge();
}

public sealed class StateOwner : IDisposable
{
    private readonly Timer _timer = new(_ => { }, null, Timeout.Infinite, Timeout.Infinite);

    [Effect(Effects.Blocks)]
    public void Dispose()
    {
        using ManualResetEvent stopped = new(initialState: false);
        if (_timer.Dispose(stopped))
        {
            stopped.WaitOne();
        }
    }
}

public sealed class Recovery : IRecoveryCallback
{
    private readonly ConcurrentQueue<StateOwner> _idle = new();
    private readonly ConcurrentQueue<StateOwner> _doomed = new();

    public void Park(StateOwner owner) => _idle.Enqueue(owner);

    public void Purge()
    {
        while (_idle.TryDequeue(out StateOwner? owner))
        {
            _doomed.Enqueue(owner);
        }
    }

    // By the caller, after the section.
    public void FreePurged()
    {
        while (_doomed.TryDequeue(out StateOwner? owner))
        {
            owner.Dispose();
        }
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public interface IRecoveryCallback
{
    [CallbackContext(CallbackContexts.Atomic)]
    void Purge();
}

public sealed class StateOwner : IDisposable
{
    private readonly Timer _timer = new(_ => { }, null, Timeout.Infinite, Timeout.Infinite);

    [Effect(Effects.Blocks)]
    public void Dispose()
    {
        using ManualResetEvent stopped = new(initialState: false);
        if (_timer.Dispose(stopped))
        {
            stopped.WaitOne();
        }
    }
}

public sealed class Recovery : IRecoveryCallback
{
    private readonly ConcurrentQueue<StateOwner> _idle = new();

    public void Park(StateOwner owner) => _idle.Enqueue(owner);

    public void Purge()
    {
        while (_idle.TryDequeue(out StateOwner? owner))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static owner => owner.Dispose(), owner, preferLocal: false);
        }
    }
}
