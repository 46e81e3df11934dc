// source: torvalds/linux 9d5a09c6f3b5 https://github.com/torvalds/linux/commit/9d5a09c6f3b5fb85af20e3a34827b5d27d152b34
// title: Scan asks every store for the full number, whatever the others have freed
// story: One shrinker serves all mounted file systems, one after the other. It passed the whole number on to each of
// them instead of what was left, and so freed far more than it was asked for.
//// bad
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using AopKit;

public sealed class WorkStore
{
    private readonly ConcurrentQueue<object> _groups = new();

    public int Count => _groups.Count;

    public void Park(object group) => _groups.Enqueue(group);

    public long Shrink(long count)
    {
        long freed = 0;
        while (freed < count && _groups.TryDequeue(out _))
        {
            freed++;
        }

        return freed;
    }
}

public sealed class AllStores(IReadOnlyList<WorkStore> stores) : IShrinker
{
    public long Count(in ShrinkContext context) => stores.Sum(store => (long)store.Count);

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (WorkStore store in stores)
        {
            freed += store.Shrink(objectCount); // bug
            if (freed >= objectCount)
            {
                break;
            }
        }

        return ShrinkResult.Freed(freed); // bug
    }
}
//// clean
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using AopKit;

public sealed class WorkStore
{
    private readonly ConcurrentQueue<object> _groups = new();

    public int Count => _groups.Count;

    public void Park(object group) => _groups.Enqueue(group);

    public long Shrink(long count)
    {
        long freed = 0;
        while (freed < count && _groups.TryDequeue(out _))
        {
            freed++;
        }

        return freed;
    }
}

public sealed class AllStores(IReadOnlyList<WorkStore> stores) : IShrinker
{
    public long Count(in ShrinkContext context) => stores.Sum(store => (long)store.Count);

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (WorkStore store in stores)
        {
            freed += store.Shrink(objectCount - freed);
            if (freed >= objectCount)
            {
                break;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using AopKit;

public sealed class WorkStore
{
    private readonly ConcurrentQueue<object> _groups = new();

    public int Count => _groups.Count;

    public void Park(object group) => _groups.Enqueue(group);

    public long Shrink(long count)
    {
        long freed = 0;
        while (freed < count && _groups.TryDequeue(out _))
        {
            freed++;
        }

        return freed;
    }
}

public sealed class AllStores(IReadOnlyList<WorkStore> stores) : IShrinker
{
    public long Count(in ShrinkContext context) => stores.Sum(store => (long)store.Count);

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        long share = objectCount / Math.Max(1, stores.Count);
        foreach (WorkStore store in stores)
        {
            freed += store.Shrink(Math.Max(1, share));
            if (freed >= objectCount)
            {
                break;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
