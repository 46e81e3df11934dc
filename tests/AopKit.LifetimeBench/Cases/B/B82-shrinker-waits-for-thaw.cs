// source: torvalds/linux ba900534f807 https://github.com/torvalds/linux/commit/ba900534f807f0b327c92d5141c85d2313e2d55c
// title: Eviction by the shrinker waits until a frozen file system is thawed, and thawing waits for the shrinker
// story: The shrinker takes the lock of the mount and evicts idle nodes. Evicting one waited for the end of a
// freeze; to end it the lock of the mount is needed.
//// bad
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class FreezeGate
{
    private readonly ManualResetEventSlim _open = new(initialState: true);

    public bool IsFrozen => !_open.IsSet;

    public void Close() => _open.Reset();

    public void Open() => _open.Set();

    [Effect(Effects.Blocks)]
    public void WaitOpen() => _open.Wait();
}

public sealed class NodeCache(Action<long> truncate) : IShrinker
{
    private readonly object _mount = new();
    private readonly FreezeGate _gate = new();
    private readonly ConcurrentQueue<long> _idle = new();

    public void Park(long node) => _idle.Enqueue(node);

    public void Freeze() => _gate.Close();

    public void Thaw()
    {
        lock (_mount)
        {
            _gate.Open();
        }
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!Monitor.TryEnter(_mount))
        {
            return ShrinkResult.Stop;
        }

        long freed = 0;
        for (; freed < objectCount && _idle.TryDequeue(out long node); freed++)
        {
            Evict(node); // bug
        }

        Monitor.Exit(_mount);
        return ShrinkResult.Freed(freed);
    }

    private void Evict(long node)
    {
        _gate.WaitOpen(); // bug
        truncate(node);
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class FreezeGate
{
    private readonly ManualResetEventSlim _open = new(initialState: true);

    public bool IsFrozen => !_open.IsSet;

    public void Close() => _open.Reset();

    public void Open() => _open.Set();

    [Effect(Effects.Blocks)]
    public void WaitOpen() => _open.Wait();
}

public sealed class NodeCache(Action<long> truncate) : IShrinker
{
    private readonly object _mount = new();
    private readonly FreezeGate _gate = new();
    private readonly ConcurrentQueue<long> _idle = new();

    public void Park(long node) => _idle.Enqueue(node);

    public void Freeze() => _gate.Close();

    public void Thaw()
    {
        lock (_mount)
        {
            _gate.Open();
        }
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!Monitor.TryEnter(_mount))
        {
            return ShrinkResult.Stop;
        }

        long freed = 0;
        for (; freed < objectCount && _idle.TryDequeue(out long node); freed++)
        {
            Evict(node);
        }

        Monitor.Exit(_mount);
        return ShrinkResult.Freed(freed);
    }

    private void Evict(long node)
    {
        // Frozen: the page cache is clean then, and nothing of the node has to be written.
        if (!_gate.IsFrozen)
        {
            truncate(node);
        }
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class FreezeGate
{
    private readonly ManualResetEventSlim _open = new(initialState: true);

    public bool IsFrozen => !_open.IsSet;

    public void Close() => _open.Reset();

    public void Open() => _open.Set();

    [Effect(Effects.Blocks)]
    public void WaitOpen() => _open.Wait();
}

public sealed class NodeCache(Action<long> truncate) : IShrinker
{
    private readonly object _mount = new();
    private readonly FreezeGate _gate = new();
    private readonly ConcurrentQueue<long> _idle = new();

    public void Park(long node) => _idle.Enqueue(node);

    public void Freeze() => _gate.Close();

    public void Thaw()
    {
        lock (_mount)
        {
            _gate.Open();
        }
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (_gate.IsFrozen || !Monitor.TryEnter(_mount))
        {
            return ShrinkResult.Stop;
        }

        long freed = 0;
        for (; freed < objectCount && !_gate.IsFrozen && _idle.TryDequeue(out long node); freed++)
        {
            Evict(node);
        }

        Monitor.Exit(_mount);
        return ShrinkResult.Freed(freed);
    }

    private void Evict(long node)
    {
        truncate(node);
    }
}
