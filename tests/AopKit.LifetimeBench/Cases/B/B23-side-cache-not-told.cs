// source: torvalds/linux 6ff38bd40230 https://github.com/torvalds/linux/commit/6ff38bd40230af35e446239396e5fc8ebd6a5248
// title: The side cache of a file is emptied only if the page cache still has pages of it
// story: Reclaim had moved all pages of a file into a second cache. When the file was deleted, its final truncation
// found no page and returned early; the copies in the second cache were left for the next file of the same number.
//// bad
using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using AopKit;

public sealed class PageNote;

public sealed class SideCache
{
    private readonly ConcurrentDictionary<(long File, PageIndex Index), byte[]> _copies = new();

    public void Put(long file, PageIndex index, ReadOnlySpan<byte> bytes) => _copies[(file, index)] = bytes.ToArray();

    public void DropFile(long file)
    {
        foreach ((long File, PageIndex Index) key in _copies.Keys)
        {
            if (key.File == file)
            {
                _copies.TryRemove(key, out _);
            }
        }
    }
}

public sealed class CachedFile(SideCache side, long number) : IOnRemove<PageNote>, IReleaseAddressSpace<PageNote>
{
    private int _pages;

    public void Added() => Interlocked.Increment(ref _pages);

    public void OnRemove(in RemovedPage<PageNote> page, RemoveReason reason)
    {
        Interlocked.Decrement(ref _pages);
        if (reason == RemoveReason.Reclaimed)
        {
            side.Put(number, page.Index, page.Bytes);
        }
    }

    public ReleaseOutcome Release(AddressSpace<PageNote> space, ReleaseMode mode)
    {
        if (Volatile.Read(ref _pages) != 0) // bug
        {
            side.DropFile(number);
        }

        return ReleaseOutcome.Released; // bug
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using AopKit;

public sealed class PageNote;

public sealed class SideCache
{
    private readonly ConcurrentDictionary<(long File, PageIndex Index), byte[]> _copies = new();

    public void Put(long file, PageIndex index, ReadOnlySpan<byte> bytes) => _copies[(file, index)] = bytes.ToArray();

    public void DropFile(long file)
    {
        foreach ((long File, PageIndex Index) key in _copies.Keys)
        {
            if (key.File == file)
            {
                _copies.TryRemove(key, out _);
            }
        }
    }
}

public sealed class CachedFile(SideCache side, long number) : IOnRemove<PageNote>, IReleaseAddressSpace<PageNote>
{
    private int _pages;

    public void Added() => Interlocked.Increment(ref _pages);

    public void OnRemove(in RemovedPage<PageNote> page, RemoveReason reason)
    {
        Interlocked.Decrement(ref _pages);
        if (reason == RemoveReason.Reclaimed)
        {
            side.Put(number, page.Index, page.Bytes);
        }
    }

    public ReleaseOutcome Release(AddressSpace<PageNote> space, ReleaseMode mode)
    {
        // Also without pages: what reclaim has moved over is only there.
        side.DropFile(number);

        return ReleaseOutcome.Released;
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using AopKit;

public sealed class PageNote;

public sealed class SideCache
{
    private readonly ConcurrentDictionary<(long File, PageIndex Index), byte[]> _copies = new();

    public void Put(long file, PageIndex index, ReadOnlySpan<byte> bytes) => _copies[(file, index)] = bytes.ToArray();

    public void DropFile(long file)
    {
        foreach ((long File, PageIndex Index) key in _copies.Keys)
        {
            if (key.File == file)
            {
                _copies.TryRemove(key, out _);
            }
        }
    }
}

public sealed class CachedFile(SideCache side, long number) : IOnRemove<PageNote>, IReleaseAddressSpace<PageNote>
{
    private int _pages;

    public void Added() => Interlocked.Increment(ref _pages);

    public void OnRemove(in RemovedPage<PageNote> page, RemoveReason reason)
    {
        Interlocked.Decrement(ref _pages);
        if (reason == RemoveReason.Reclaimed)
        {
            side.Put(number, page.Index, page.Bytes);
        }
    }

    public ReleaseOutcome Release(AddressSpace<PageNote> space, ReleaseMode mode)
    {
        if (mode == ReleaseMode.MayRefuse && Volatile.Read(ref _pages) != 0)
        {
            return ReleaseOutcome.Kept;
        }

        side.DropFile(number);

        return ReleaseOutcome.Released;
    }
}
