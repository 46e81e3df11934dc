// source: torvalds/linux ee1e2c773e4f https://github.com/torvalds/linux/commit/ee1e2c773e4f4ce2213f9d77cc703b669ca6fa3f
// title: The last put of a lock object leaves the pages of its address space behind
// story: A cluster lock owns an address space for the metadata that it protects. Its last put complained if there
// were pages left in it, freed the object all the same, and did not truncate them.
//// bad
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class PageNote;

public sealed class ClusterLock
{
    [Owned]
    private readonly AddressSpace<PageNote> _pages;

    private readonly ConcurrentDictionary<long, ClusterLock> _table;
    private readonly long _number;
    private int _users = 1;

    public ClusterLock(
        PageCache cache, IAddressSpaceOperations<PageNote> operations,
        ConcurrentDictionary<long, ClusterLock> table, long number)
    {
        _pages = cache.CreateAddressSpace(operations); // bug
        (_table, _number) = (table, number);
    }

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put()
    {
        if (Interlocked.Decrement(ref _users) != 0)
        {
            return;
        }

        Debug.Assert(_pages.PageCount == 0, "Pages are left."); // bug
        _table.TryRemove(_number, out _); // bug
    }
}
//// clean
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class PageNote;

public sealed class ClusterLock
{
    [Owned]
    private readonly AddressSpace<PageNote> _pages;

    private readonly ConcurrentDictionary<long, ClusterLock> _table;
    private readonly long _number;
    private int _users = 1;

    public ClusterLock(
        PageCache cache, IAddressSpaceOperations<PageNote> operations,
        ConcurrentDictionary<long, ClusterLock> table, long number)
    {
        _pages = cache.CreateAddressSpace(operations);
        (_table, _number) = (table, number);
    }

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put()
    {
        if (Interlocked.Decrement(ref _users) != 0)
        {
            return;
        }

        _pages.Discard();
        Debug.Assert(_pages.PageCount == 0, "Pages are left.");
        _pages.Dispose();
        _table.TryRemove(_number, out _);
    }
}
//// near-miss
using System.Collections.Concurrent;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class PageNote;

public sealed class ClusterLock
{
    // The mount's: all lock objects share it, and unmount ends it.
    private readonly AddressSpace<PageNote> _pages;

    private readonly ConcurrentDictionary<long, ClusterLock> _table;
    private readonly long _number;
    private int _users = 1;

    public ClusterLock(
        AddressSpace<PageNote> pages, ConcurrentDictionary<long, ClusterLock> table, long number)
    {
        _pages = pages;
        (_table, _number) = (table, number);
    }

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put()
    {
        if (Interlocked.Decrement(ref _users) != 0)
        {
            return;
        }

        _pages.TryInvalidate(new PageRange(new PageIndex(_number), 1));
        _table.TryRemove(_number, out _);
    }
}
