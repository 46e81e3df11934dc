// source: torvalds/linux 3f489c2067c5 https://github.com/torvalds/linux/commit/3f489c2067c5824528212b0fc18b28d51332d906
// title: The shrinker uses the region that it noted down, without looking it up again
// story: The shrinker unmapped a page through a pointer to the mapping that it had noted at start. The lock that it
// took no longer kept mappings alive: unmapping isolates them under the write lock and frees them under the read
// lock.
//// bad
using System;
using System.Collections.Generic;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class Region(long start)
{
    public long Start { get; } = start;

    public bool IsEnded { get; private set; }

    public void Unmap(long address) => ObjectDisposedException.ThrowIf(IsEnded, this);

    [EndsLifetime]
    public void End() => IsEnded = true;
}

public sealed class UserMemory
{
    public readonly ReaderWriterLockSlim Lock = new();
    private readonly Dictionary<long, Region> _regions = [];

    public Region? Find(long start) => _regions.GetValueOrDefault(start);

    public void Unmap(long start)
    {
        Lock.EnterWriteLock();
        _regions.Remove(start, out Region? region);
        Lock.ExitWriteLock();

        Lock.EnterReadLock();
        region?.End();
        Lock.ExitReadLock();
    }
}

public sealed class MessageBuffers(UserMemory memory, Region region, Queue<long> idle) : IShrinker
{
    public long Count(in ShrinkContext context) => idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!memory.Lock.TryEnterReadLock(0))
        {
            return ShrinkResult.Stop;
        }

        long freed = 0;
        while (freed < objectCount && idle.TryDequeue(out long address))
        {
            region.Unmap(address); // bug
            freed++;
        }

        memory.Lock.ExitReadLock();
        return ShrinkResult.Freed(freed);
    }
}
//// clean
using System;
using System.Collections.Generic;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class Region(long start)
{
    public long Start { get; } = start;

    public bool IsEnded { get; private set; }

    public void Unmap(long address) => ObjectDisposedException.ThrowIf(IsEnded, this);

    [EndsLifetime]
    public void End() => IsEnded = true;
}

public sealed class UserMemory
{
    public readonly ReaderWriterLockSlim Lock = new();
    private readonly Dictionary<long, Region> _regions = [];

    public Region? Find(long start) => _regions.GetValueOrDefault(start);

    public void Unmap(long start)
    {
        Lock.EnterWriteLock();
        _regions.Remove(start, out Region? region);
        Lock.ExitWriteLock();

        Lock.EnterReadLock();
        region?.End();
        Lock.ExitReadLock();
    }
}

public sealed class MessageBuffers(UserMemory memory, Region region, Queue<long> idle) : IShrinker
{
    public long Count(in ShrinkContext context) => idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!memory.Lock.TryEnterReadLock(0))
        {
            return ShrinkResult.Stop;
        }

        Region? current = memory.Find(region.Start);
        if (current != region)
        {
            memory.Lock.ExitReadLock();
            return ShrinkResult.Stop;
        }

        long freed = 0;
        while (freed < objectCount && idle.TryDequeue(out long address))
        {
            current.Unmap(address);
            freed++;
        }

        memory.Lock.ExitReadLock();
        return ShrinkResult.Freed(freed);
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class Region(long start)
{
    public long Start { get; } = start;

    public bool IsEnded { get; private set; }

    public void Unmap(long address) => ObjectDisposedException.ThrowIf(IsEnded, this);

    [EndsLifetime]
    public void End() => IsEnded = true;
}

public sealed class UserMemory
{
    public readonly ReaderWriterLockSlim Lock = new();
    private readonly Dictionary<long, Region> _regions = [];

    public Region? Find(long start) => _regions.GetValueOrDefault(start);

    public void Unmap(long start)
    {
        // Ended under the write lock: who holds the read lock and finds a region alive, keeps it.
        Lock.EnterWriteLock();
        _regions.Remove(start, out Region? region);
        region?.End();
        Lock.ExitWriteLock();
    }
}

public sealed class MessageBuffers(UserMemory memory, Region region, Queue<long> idle) : IShrinker
{
    public long Count(in ShrinkContext context) => idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!memory.Lock.TryEnterReadLock(0))
        {
            return ShrinkResult.Stop;
        }

        long freed = 0;
        while (!region.IsEnded && freed < objectCount && idle.TryDequeue(out long address))
        {
            region.Unmap(address);
            freed++;
        }

        memory.Lock.ExitReadLock();
        return ShrinkResult.Freed(freed);
    }
}
