// source: torvalds/linux 1ab19c5de4c5 https://github.com/torvalds/linux/commit/1ab19c5de4c537ec0d9b21020395a5b5a6c059b2
// title: The shrinker clears the mark of the list while the object is still on a list
// story: To dispose of idle locks the shrinker moved them to a list of its own, cleared their list mark, and let its
// lock go between two of them. A last put saw the mark cleared, left the object linked, and freed it under the walk.
//// bad
using System;
using System.Collections.Generic;
using AopKit;

public sealed class ClusterLock
{
    public bool IsListed;
    public LinkedListNode<ClusterLock>? Place;

    public bool TryDemote() => !IsListed;
}

public sealed class LockCache(Action<ClusterLock> free) : IShrinker
{
    private readonly object _lruGate = new();
    private readonly LinkedList<ClusterLock> _idle = new();

    public void Park(ClusterLock item)
    {
        lock (_lruGate)
        {
            item.Place = _idle.AddLast(item);
            item.IsListed = true;
        }
    }

    public void LastPut(ClusterLock item)
    {
        lock (_lruGate)
        {
            if (item is { IsListed: true, Place: { List: { } list } place })
            {
                list.Remove(place);
                item.IsListed = false;
            }
        }

        free(item);
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        LinkedList<ClusterLock> doomed = new();
        lock (_lruGate)
        {
            while (doomed.Count < objectCount && _idle.First is { } node)
            {
                _idle.Remove(node);
                doomed.AddLast(node);
                node.Value.IsListed = false; // bug
            }
        }

        long freed = doomed.Count;
        while (doomed.First is { } next)
        {
            next.Value.TryDemote(); // bug
            lock (_lruGate)
            {
                doomed.Remove(next); // bug
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
//// clean
using System;
using System.Collections.Generic;
using AopKit;

public sealed class ClusterLock
{
    public bool IsListed;
    public LinkedListNode<ClusterLock>? Place;

    public bool TryDemote() => !IsListed;
}

public sealed class LockCache(Action<ClusterLock> free) : IShrinker
{
    private readonly object _lruGate = new();
    private readonly LinkedList<ClusterLock> _idle = new();

    public void Park(ClusterLock item)
    {
        lock (_lruGate)
        {
            item.Place = _idle.AddLast(item);
            item.IsListed = true;
        }
    }

    public void LastPut(ClusterLock item)
    {
        lock (_lruGate)
        {
            if (item is { IsListed: true, Place: { List: { } list } place })
            {
                list.Remove(place);
                item.IsListed = false;
            }
        }

        free(item);
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        LinkedList<ClusterLock> doomed = new();
        lock (_lruGate)
        {
            while (doomed.Count < objectCount && _idle.First is { } node)
            {
                _idle.Remove(node);
                doomed.AddLast(node);
            }
        }

        long freed = 0;
        lock (_lruGate)
        {
            // The mark goes with the link, under the lock, and the object is not touched without both.
            while (doomed.First is { } next)
            {
                doomed.Remove(next);
                next.Value.IsListed = false;
                next.Value.TryDemote();
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using AopKit;

public sealed class ClusterLock
{
    public bool IsListed;
    public LinkedListNode<ClusterLock>? Place;

    public bool TryDemote() => !IsListed;
}

public sealed class LockCache(Action<ClusterLock> free) : IShrinker
{
    private readonly object _lruGate = new();
    private readonly LinkedList<ClusterLock> _idle = new();

    public void Park(ClusterLock item)
    {
        lock (_lruGate)
        {
            item.Place = _idle.AddLast(item);
            item.IsListed = true;
        }
    }

    public void LastPut(ClusterLock item)
    {
        lock (_lruGate)
        {
            if (item is { IsListed: true, Place: { List: { } list } place })
            {
                list.Remove(place);
                item.IsListed = false;
            }
        }

        free(item);
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        lock (_lruGate)
        {
            // Never on a second list, and the lock is held all the time.
            while (freed < objectCount && _idle.First is { } node)
            {
                _idle.Remove(node);
                node.Value.IsListed = false;
                node.Value.TryDemote();
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
