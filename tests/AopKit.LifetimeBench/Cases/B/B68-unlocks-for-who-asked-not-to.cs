// source: torvalds/linux e0391e92f9ab https://github.com/torvalds/linux/commit/e0391e92f9ab4fb3dbdeb139c967dcfa7ac4b115
// title: Sync unlocks a node on its way out although its caller keeps the lock
// story: A synchronous direct write holds the lock of the node itself and tells sync so. One way out of sync looked
// past that and unlocked the node; the writer then unlocked it again.
//// bad
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class NodeLock
{
    private readonly SemaphoreSlim _gate = new(1);

    [Effect(Effects.Blocks)]
    public void Enter() => _gate.Wait();

    [EndsLifetime]
    public void Exit() => _gate.Release();
}

public sealed class LoggedNode(Func<bool> needsLog)
{
    private readonly NodeLock _lock = new();
    private int _extents;

    public void DirectWrite()
    {
        _lock.Enter();
        _extents++;
        Sync(isLocked: true);
        _lock.Exit(); // bug
    }

    public void Sync(bool isLocked)
    {
        if (!isLocked)
        {
            _lock.Enter();
        }

        if (!needsLog())
        {
            _extents = 0;
            _lock.Exit(); // bug
            return;
        }

        _extents--;
        if (!isLocked)
        {
            _lock.Exit();
        }
    }
}
//// clean
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class NodeLock
{
    private readonly SemaphoreSlim _gate = new(1);

    [Effect(Effects.Blocks)]
    public void Enter() => _gate.Wait();

    [EndsLifetime]
    public void Exit() => _gate.Release();
}

public sealed class LoggedNode(Func<bool> needsLog)
{
    private readonly NodeLock _lock = new();
    private int _extents;

    public void DirectWrite()
    {
        _lock.Enter();
        _extents++;
        Sync(isLocked: true);
        _lock.Exit();
    }

    public void Sync(bool isLocked)
    {
        if (!isLocked)
        {
            _lock.Enter();
        }

        if (!needsLog())
        {
            _extents = 0;
            if (!isLocked)
            {
                _lock.Exit();
            }

            return;
        }

        _extents--;
        if (!isLocked)
        {
            _lock.Exit();
        }
    }
}
//// near-miss
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class NodeLock
{
    private readonly SemaphoreSlim _gate = new(1);

    [Effect(Effects.Blocks)]
    public void Enter() => _gate.Wait();

    [EndsLifetime]
    public void Exit() => _gate.Release();
}

public sealed class LoggedNode(Func<bool> needsLog)
{
    private readonly NodeLock _lock = new();
    private int _extents;

    public void DirectWrite()
    {
        _lock.Enter();
        _extents++;
        SyncAndUnlock();
    }

    public void Sync()
    {
        _lock.Enter();
        SyncAndUnlock();
    }

    // Takes the lock over, and gives it up on every way out.
    private void SyncAndUnlock()
    {

        if (!needsLog())
        {
            _extents = 0;
            _lock.Exit();
            return;
        }

        _extents--;
        _lock.Exit();
    }
}
