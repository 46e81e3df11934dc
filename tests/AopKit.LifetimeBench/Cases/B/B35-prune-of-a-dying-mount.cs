// source: openzfs/zfs 38c0324c0fb6 https://github.com/openzfs/zfs/commit/38c0324c0fb6b53286f00b7e36d1edca70d863d8
// title: The cache prunes a mount whose shrinker has already been freed
// story: The file cache keeps a callback for each mounted file system, by which it makes the mount shrink. On
// unmount the mount frees its shrinker first and takes the callback away later; a prune between the two went to what
// was freed.
//// bad
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AopKit;

public sealed class EntryCache : IDisposable
{
    private Queue<long>? _entries = new();

    public long Shrink(long count) => Math.Min(count, _entries!.Count);

    public void Dispose() => _entries = null;
}

public sealed class Mount : IDisposable
{
    private int _active = 1;

    public EntryCache Entries { get; } = new();

    public bool TryActivate()
    {
        int active = Volatile.Read(ref _active);
        return active != 0 && Interlocked.CompareExchange(ref _active, active + 1, active) == active;
    }

    public void Deactivate() => Interlocked.Decrement(ref _active);

    public void Dispose()
    {
        Deactivate();
        Entries.Dispose();
    }
}

public sealed class FileCache : IShrinker
{
    private readonly ConcurrentDictionary<Mount, byte> _mounts = new();

    public void Register(Mount mount) => _mounts[mount] = 0;

    public void Unmount(Mount mount)
    {
        mount.Dispose();
        _mounts.TryRemove(mount, out _);
    }

    public long Count(in ShrinkContext context) => _mounts.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (Mount mount in _mounts.Keys)
        {
            freed += mount.Entries.Shrink(objectCount - freed); // bug
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

public sealed class EntryCache : IDisposable
{
    private Queue<long>? _entries = new();

    public long Shrink(long count) => Math.Min(count, _entries!.Count);

    public void Dispose() => _entries = null;
}

public sealed class Mount : IDisposable
{
    private int _active = 1;

    public EntryCache Entries { get; } = new();

    public bool TryActivate()
    {
        int active = Volatile.Read(ref _active);
        return active != 0 && Interlocked.CompareExchange(ref _active, active + 1, active) == active;
    }

    public void Deactivate() => Interlocked.Decrement(ref _active);

    public void Dispose()
    {
        Deactivate();
        SpinWait.SpinUntil(() => Volatile.Read(ref _active) == 0);
        Entries.Dispose();
    }
}

public sealed class FileCache : IShrinker
{
    private readonly ConcurrentDictionary<Mount, byte> _mounts = new();

    public void Register(Mount mount) => _mounts[mount] = 0;

    public void Unmount(Mount mount)
    {
        mount.Dispose();
        _mounts.TryRemove(mount, out _);
    }

    public long Count(in ShrinkContext context) => _mounts.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (Mount mount in _mounts.Keys)
        {
            // No longer active: an unmount may be under way.
            if (mount.TryActivate())
            {
                freed += mount.Entries.Shrink(objectCount - freed);
                mount.Deactivate();
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

public sealed class EntryCache : IDisposable
{
    private Queue<long>? _entries = new();

    public long Shrink(long count) => Math.Min(count, _entries!.Count);

    public void Dispose() => _entries = null;
}

public sealed class Mount : IDisposable
{
    private int _active = 1;

    public EntryCache Entries { get; } = new();

    public bool TryActivate()
    {
        int active = Volatile.Read(ref _active);
        return active != 0 && Interlocked.CompareExchange(ref _active, active + 1, active) == active;
    }

    public void Deactivate() => Interlocked.Decrement(ref _active);

    public void Dispose()
    {
        Deactivate();
        Entries.Dispose();
    }
}

public sealed class FileCache : IShrinker
{
    private readonly ConcurrentDictionary<Mount, byte> _mounts = new();

    public void Register(Mount mount) => _mounts[mount] = 0;

    // The registration ends first, and with it every scan that could still run.
    public void Unmount(ShrinkerRegistration registration, Mount mount)
    {
        registration.Dispose();
        mount.Dispose();
        _mounts.TryRemove(mount, out _);
    }

    public long Count(in ShrinkContext context) => _mounts.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (Mount mount in _mounts.Keys)
        {
            freed += mount.Entries.Shrink(objectCount - freed);
        }

        return ShrinkResult.Freed(freed);
    }
}
