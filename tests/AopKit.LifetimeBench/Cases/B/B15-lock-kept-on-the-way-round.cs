// source: torvalds/linux 5de6951fedb2 https://github.com/torvalds/linux/commit/5de6951fedb29700ace53b283ccb951c8f712d12
// title: The page that is skipped stays locked
// story: A loop tries the lock of each cached page of a cluster, skips the pages that are not its own, and goes on
// to the next one without unlocking what it skips.
//// bad
using System;
using System.Threading;
using AopKit.Lifetimes;

[MustCall(nameof(Dispose))]
public readonly struct FolioLock(CachedFolio folio) : IDisposable
{
    [EndsLifetime]
    public void Dispose() => folio.Unlock();
}

public sealed class CachedFolio
{
    private int _locked;

    public bool IsManaged { get; set; }

    public bool TryLock([Acquires] out FolioLock held)
    {
        bool taken = Interlocked.CompareExchange(ref _locked, 1, 0) == 0;
        held = taken ? new FolioLock(this) : default;
        return taken;
    }

    internal void Unlock() => Volatile.Write(ref _locked, 0);
}

public sealed class Cluster(CachedFolio?[] folios)
{
    public bool TryFreeAll()
    {
        for (int i = 0; i < folios.Length; i++)
        {
            if (folios[i] is not { } folio)
            {
                continue;
            }

            if (!folio.TryLock(out FolioLock held)) // bug
            {
                return false;
            }

            if (!folio.IsManaged)
            {
                continue; // bug
            }

            folios[i] = null;
            held.Dispose();
        }

        return true;
    }
}
//// clean
using System;
using System.Diagnostics;
using System.Threading;
using AopKit.Lifetimes;

[MustCall(nameof(Dispose))]
public readonly struct FolioLock(CachedFolio folio) : IDisposable
{
    [EndsLifetime]
    public void Dispose() => folio.Unlock();
}

public sealed class CachedFolio
{
    private int _locked;

    public bool IsManaged { get; set; }

    public bool TryLock([Acquires] out FolioLock held)
    {
        bool taken = Interlocked.CompareExchange(ref _locked, 1, 0) == 0;
        held = taken ? new FolioLock(this) : default;
        return taken;
    }

    internal void Unlock() => Volatile.Write(ref _locked, 0);
}

public sealed class Cluster(CachedFolio?[] folios)
{
    public bool TryFreeAll()
    {
        for (int i = 0; i < folios.Length; i++)
        {
            if (folios[i] is not { } folio)
            {
                continue;
            }

            if (!folio.TryLock(out FolioLock held))
            {
                return false;
            }

            Debug.Assert(folio.IsManaged, "Who is not managed has been detached under this lock.");

            folios[i] = null;
            held.Dispose();
        }

        return true;
    }
}
//// near-miss
using System;
using System.Threading;
using AopKit.Lifetimes;

[MustCall(nameof(Dispose))]
public readonly struct FolioLock(CachedFolio folio) : IDisposable
{
    [EndsLifetime]
    public void Dispose() => folio.Unlock();
}

public sealed class CachedFolio
{
    private int _locked;

    public bool IsManaged { get; set; }

    public bool TryLock([Acquires] out FolioLock held)
    {
        bool taken = Interlocked.CompareExchange(ref _locked, 1, 0) == 0;
        held = taken ? new FolioLock(this) : default;
        return taken;
    }

    internal void Unlock() => Volatile.Write(ref _locked, 0);
}

public sealed class Cluster(CachedFolio?[] folios)
{
    public bool TryFreeAll()
    {
        for (int i = 0; i < folios.Length; i++)
        {
            if (folios[i] is not { } folio)
            {
                continue;
            }

            if (!folio.TryLock(out FolioLock held))
            {
                return false;
            }

            if (!folio.IsManaged)
            {
                held.Dispose();
                continue;
            }

            folios[i] = null;
            held.Dispose();
        }

        return true;
    }
}
