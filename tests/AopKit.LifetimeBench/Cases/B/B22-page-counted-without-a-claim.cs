// source: torvalds/linux 3a75cb05d53f https://github.com/torvalds/linux/commit/3a75cb05d53f4a6823a32deb078de1366954a804
// title: A walk that counts pages reads their state without holding them
// story: A system call that counts the cached and the dirty pages of a file walked the index and asked each page. It
// had no claim on any of them, so that a page could be freed and be somebody else's while it was asked.
//// bad
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class CachedPage
{
    private int _users = 1;

    public bool IsDirty { get; set; }

    public bool TryGet()
    {
        int users = Volatile.Read(ref _users);
        return users != 0 && Interlocked.CompareExchange(ref _users, users + 1, users) == users;
    }

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class PageTable
{
    private readonly ConcurrentDictionary<long, CachedPage> _pages = new();
    private readonly ConcurrentDictionary<long, bool> _dirty = new();

    /// <summary>No claim: the page may be gone before the caller has looked at it.</summary>
    [return: Borrowed]
    public CachedPage? Peek(long index) => _pages.GetValueOrDefault(index);

    public bool Contains(long index) => _pages.ContainsKey(index);

    public bool IsTaggedDirty(long index) => _dirty.ContainsKey(index);

    public bool TryGet(long index, [Acquires] out CachedPage page) =>
        _pages.TryGetValue(index, out page!) && page.TryGet();
}

public static class CacheStatistics
{
    public static (long Cached, long Dirty) Count(PageTable table, long first, long last)
    {
        (long cached, long dirty) = (0, 0);
        for (long index = first; index <= last; index++)
        {
            if (table.Peek(index) is { } page)
            {
                cached++;
                dirty += page.IsDirty ? 1 : 0; // bug
            }
        }

        return (cached, dirty);
    }
}
//// clean
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AopKit.Lifetimes;

public sealed class CachedPage
{
    private int _users = 1;

    public bool IsDirty { get; set; }

    public bool TryGet()
    {
        int users = Volatile.Read(ref _users);
        return users != 0 && Interlocked.CompareExchange(ref _users, users + 1, users) == users;
    }

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class PageTable
{
    private readonly ConcurrentDictionary<long, CachedPage> _pages = new();
    private readonly ConcurrentDictionary<long, bool> _dirty = new();

    /// <summary>No claim: the page may be gone before the caller has looked at it.</summary>
    [return: Borrowed]
    public CachedPage? Peek(long index) => _pages.GetValueOrDefault(index);

    public bool Contains(long index) => _pages.ContainsKey(index);

    public bool IsTaggedDirty(long index) => _dirty.ContainsKey(index);

    public bool TryGet(long index, [Acquires] out CachedPage page) =>
        _pages.TryGetValue(index, out page!) && page.TryGet();
}

public static class CacheStatistics
{
    public static (long Cached, long Dirty) Count(PageTable table, long first, long last)
    {
        (long cached, long dirty) = (0, 0);
        for (long index = first; index <= last; index++)
        {
            if (table.Contains(index))
            {
                cached++;
                dirty += table.IsTaggedDirty(index) ? 1 : 0;
            }
        }

        return (cached, dirty);
    }
}
//// near-miss
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class CachedPage
{
    private int _users = 1;

    public bool IsDirty { get; set; }

    public bool TryGet()
    {
        int users = Volatile.Read(ref _users);
        return users != 0 && Interlocked.CompareExchange(ref _users, users + 1, users) == users;
    }

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class PageTable
{
    private readonly ConcurrentDictionary<long, CachedPage> _pages = new();
    private readonly ConcurrentDictionary<long, bool> _dirty = new();

    /// <summary>No claim: the page may be gone before the caller has looked at it.</summary>
    [return: Borrowed]
    public CachedPage? Peek(long index) => _pages.GetValueOrDefault(index);

    public bool Contains(long index) => _pages.ContainsKey(index);

    public bool IsTaggedDirty(long index) => _dirty.ContainsKey(index);

    public bool TryGet(long index, [Acquires] out CachedPage page) =>
        _pages.TryGetValue(index, out page!) && page.TryGet();
}

public static class CacheStatistics
{
    public static (long Cached, long Dirty) Count(PageTable table, long first, long last)
    {
        (long cached, long dirty) = (0, 0);
        for (long index = first; index <= last; index++)
        {
            if (table.TryGet(index, out CachedPage page))
            {
                cached++;
                dirty += page.IsDirty ? 1 : 0;
                page.Put();
            }
        }

        return (cached, dirty);
    }
}
