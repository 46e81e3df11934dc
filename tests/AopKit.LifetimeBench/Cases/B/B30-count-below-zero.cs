// source: torvalds/linux a95ba66ac145 https://github.com/torvalds/linux/commit/a95ba66ac1457b76fe472c8e092ab1006271f16c
// title: Count subtracts two counters that do not move together
// story: The number of freeable entries was the total minus the dirty ones, two counters that were changed at
// different places. Between them the difference fell below zero, which the caller took for a huge number.
//// bad
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AopKit;

public sealed class AddressTable(int kept) : IShrinker
{
    private readonly ConcurrentDictionary<long, bool> _entries = new();
    private int _total;
    private int _dirty;

    public void Add(long node)
    {
        if (_entries.TryAdd(node, false))
        {
            Interlocked.Increment(ref _total);
        }
    }

    public void MarkDirty(long node)
    {
        if (_entries.TryUpdate(node, true, false))
        {
            Interlocked.Increment(ref _dirty);
        }
    }

    public long Count(in ShrinkContext context) => _total - _dirty - kept; // bug

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (KeyValuePair<long, bool> entry in _entries)
        {
            if (freed < objectCount && !entry.Value && _entries.TryRemove(entry))
            {
                Interlocked.Decrement(ref _total);
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AopKit;

public sealed class AddressTable(int kept) : IShrinker
{
    private readonly ConcurrentDictionary<long, bool> _entries = new();
    private int _reclaimable;

    public void Add(long node)
    {
        if (_entries.TryAdd(node, false))
        {
            Interlocked.Increment(ref _reclaimable);
        }
    }

    public void MarkDirty(long node)
    {
        if (_entries.TryUpdate(node, true, false))
        {
            Interlocked.Decrement(ref _reclaimable);
        }
    }

    public long Count(in ShrinkContext context) => Math.Max(0, Volatile.Read(ref _reclaimable) - kept);

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (KeyValuePair<long, bool> entry in _entries)
        {
            if (freed < objectCount && !entry.Value && _entries.TryRemove(entry))
            {
                Interlocked.Decrement(ref _reclaimable);
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AopKit;

public sealed class AddressTable(int kept) : IShrinker
{
    private readonly ConcurrentDictionary<long, bool> _entries = new();
    private int _total;
    private int _dirty;

    public void Add(long node)
    {
        if (_entries.TryAdd(node, false))
        {
            Interlocked.Increment(ref _total);
        }
    }

    public void MarkDirty(long node)
    {
        if (_entries.TryUpdate(node, true, false))
        {
            Interlocked.Increment(ref _dirty);
        }
    }

    public long Count(in ShrinkContext context) =>
        Math.Max(0, Volatile.Read(ref _total) - Volatile.Read(ref _dirty) - kept);

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (KeyValuePair<long, bool> entry in _entries)
        {
            if (freed < objectCount && !entry.Value && _entries.TryRemove(entry))
            {
                Interlocked.Decrement(ref _total);
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
