// source: torvalds/linux 9287c6452d2b https://github.com/torvalds/linux/commit/9287c6452d2b1f24ea8e84bd3cf6f3c6f267f712
// title: Records on a global list point to a lock that they hold no reference of
// story: A written block leaves a record on the list of pending revokes, which counts at the lock how many there
// are. Eviction dropped the last reference of the lock in between; when the revokes were written, the counter was in
// freed memory.
//// bad
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ClusterLock(Action<ClusterLock> free)
{
    private int _users = 1;

    public int Revokes;

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            free(this);
        }
    }
}

public sealed class RevokeLog
{
    private readonly ConcurrentQueue<ClusterLock> _pending = new();

    public void Add([Borrowed] ClusterLock owner)
    {
        Interlocked.Increment(ref owner.Revokes);
        _pending.Enqueue(owner); // bug
    }

    public void Written()
    {
        while (_pending.TryDequeue(out ClusterLock? owner))
        {
            Interlocked.Decrement(ref owner.Revokes); // bug
        }
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ClusterLock(Action<ClusterLock> free)
{
    private int _users = 1;

    public int Revokes;

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            free(this);
        }
    }
}

public sealed class RevokeLog
{
    private readonly ConcurrentQueue<ClusterLock> _pending = new();

    public void Add(ClusterLock owner)
    {
        if (Interlocked.Increment(ref owner.Revokes) == 1)
        {
            owner.Get();
        }
        _pending.Enqueue(owner);
    }

    public void Written()
    {
        while (_pending.TryDequeue(out ClusterLock? owner))
        {
            if (Interlocked.Decrement(ref owner.Revokes) == 0)
            {
                owner.Put();
            }
        }
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ClusterLock(Action<ClusterLock> free)
{
    private int _users = 1;

    public int Revokes;

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            free(this);
        }
    }
}

public sealed class RevokeLog
{
    private readonly ConcurrentQueue<ClusterLock> _pending = new();

    // Each record has a reference of its own.
    public void Add(ClusterLock owner)
    {
        owner.Get();
        Interlocked.Increment(ref owner.Revokes);
        _pending.Enqueue(owner);
    }

    public void Written()
    {
        while (_pending.TryDequeue(out ClusterLock? owner))
        {
            Interlocked.Decrement(ref owner.Revokes);
            owner.Put();
        }
    }
}
