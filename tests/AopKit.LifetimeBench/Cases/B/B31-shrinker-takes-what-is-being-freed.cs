// source: torvalds/linux 52f31ed22821 https://github.com/torvalds/linux/commit/52f31ed228212ba572c44e15e818a3a5c74122c0
// title: The shrinker frees an entry that somebody else has begun to free
// story: A purge marks a quota entry as being freed, writes it, and takes it off the list of idle ones last. The
// shrinker looked at the users of an entry but not at that mark, and freed it a second time.
//// bad
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class QuotaEntry
{
    public readonly object Gate = new();
    public int Users;
    public bool IsFreeing;
}

public sealed class EntryPool
{
    private readonly ConcurrentBag<QuotaEntry> _free = [];

    public void Return([EndsLifetime] QuotaEntry entry) => _free.Add(entry);
}

public sealed class QuotaCache(EntryPool pool, Action<QuotaEntry> write) : IShrinker
{
    private readonly ConcurrentDictionary<QuotaEntry, byte> _idle = new();

    public void Park(QuotaEntry entry) => _idle[entry] = 0;

    public void Purge(QuotaEntry entry)
    {
        lock (entry.Gate)
        {
            if (entry.IsFreeing || entry.Users != 0)
            {
                return;
            }

            entry.IsFreeing = true;
        }

        write(entry);
        _idle.TryRemove(entry, out _);
        pool.Return(entry);
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (QuotaEntry entry in _idle.Keys)
        {
            if (freed == objectCount || !Monitor.TryEnter(entry.Gate))
            {
                continue;
            }

            bool isMine = entry.Users == 0; // bug
            Monitor.Exit(entry.Gate);
            if (isMine)
            {
                _idle.TryRemove(entry, out _);
                pool.Return(entry); // bug
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class QuotaEntry
{
    public readonly object Gate = new();
    public int Users;
    public bool IsFreeing;
}

public sealed class EntryPool
{
    private readonly ConcurrentBag<QuotaEntry> _free = [];

    public void Return([EndsLifetime] QuotaEntry entry) => _free.Add(entry);
}

public sealed class QuotaCache(EntryPool pool, Action<QuotaEntry> write) : IShrinker
{
    private readonly ConcurrentDictionary<QuotaEntry, byte> _idle = new();

    public void Park(QuotaEntry entry) => _idle[entry] = 0;

    public void Purge(QuotaEntry entry)
    {
        lock (entry.Gate)
        {
            if (entry.IsFreeing || entry.Users != 0)
            {
                return;
            }

            entry.IsFreeing = true;
        }

        write(entry);
        _idle.TryRemove(entry, out _);
        pool.Return(entry);
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (QuotaEntry entry in _idle.Keys)
        {
            if (freed == objectCount || !Monitor.TryEnter(entry.Gate))
            {
                continue;
            }

            bool isMine = entry.Users == 0 && !entry.IsFreeing;
            entry.IsFreeing |= isMine;
            Monitor.Exit(entry.Gate);
            if (isMine)
            {
                _idle.TryRemove(entry, out _);
                pool.Return(entry);
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class QuotaEntry
{
    public readonly object Gate = new();
    public int Users;
    public bool IsFreeing;
}

public sealed class EntryPool
{
    private readonly ConcurrentBag<QuotaEntry> _free = [];

    public void Return([EndsLifetime] QuotaEntry entry) => _free.Add(entry);
}

public sealed class QuotaCache(EntryPool pool, Action<QuotaEntry> write) : IShrinker
{
    private readonly ConcurrentDictionary<QuotaEntry, byte> _idle = new();

    public void Park(QuotaEntry entry) => _idle[entry] = 0;

    public void Purge(QuotaEntry entry)
    {
        lock (entry.Gate)
        {
            if (entry.IsFreeing || entry.Users != 0)
            {
                return;
            }

            entry.IsFreeing = true;
        }

        // Whoever takes it off the list is the one who frees it.
        if (_idle.TryRemove(entry, out _))
        {
            write(entry);
            pool.Return(entry);
        }
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (QuotaEntry entry in _idle.Keys)
        {
            if (freed == objectCount || !Monitor.TryEnter(entry.Gate))
            {
                continue;
            }

            bool isMine = entry.Users == 0;
            Monitor.Exit(entry.Gate);
            if (isMine && _idle.TryRemove(entry, out _))
            {
                pool.Return(entry);
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
