// source: torvalds/linux 7727ae52975d https://github.com/torvalds/linux/commit/7727ae52975d4f4ef7ff69ed8e6e25f6a4168158
// title: A remount frees the table of system blocks while others look blocks up in it
// story: The table that tells which blocks belong to the file system itself is read without a lock. A remount that
// switched the check off freed it at once, under those who were in the middle of a look-up.
//// bad
using System;
using System.Linq;
using System.Threading;
using AopKit.Lifetimes;

public sealed class SystemZones(long[] rented) : IDisposable
{
    private long[]? _blocks = rented;

    public bool Contains(long block) => Array.BinarySearch(_blocks!, block) >= 0;

    [EndsLifetime]
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _blocks, null) is { } blocks)
        {
            System.Buffers.ArrayPool<long>.Shared.Return(blocks);
        }
    }
}

public sealed class BlockCheck
{
    private SystemZones? _zones;

    public void SwitchOn(SystemZones zones) => Volatile.Write(ref _zones, zones);

    public bool IsAllowed(long block)
    {
        SystemZones? zones = Volatile.Read(ref _zones);
        return zones is null || !zones.Contains(block); // bug
    }

    public void SwitchOff()
    {
        SystemZones? zones = Interlocked.Exchange(ref _zones, null);
        zones?.Dispose(); // bug
    }
}
//// clean
using System;
using System.Linq;
using System.Threading;
using AopKit.Lifetimes;

public sealed class SystemZones(long[] rented) : IDisposable
{
    private long[]? _blocks = rented;

    public bool Contains(long block) => Array.BinarySearch(_blocks!, block) >= 0;

    [EndsLifetime]
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _blocks, null) is { } blocks)
        {
            System.Buffers.ArrayPool<long>.Shared.Return(blocks);
        }
    }
}

public sealed class BlockCheck
{
    private SystemZones? _zones;
    private int _readers;

    public void SwitchOn(SystemZones zones) => Volatile.Write(ref _zones, zones);

    public bool IsAllowed(long block)
    {
        Interlocked.Increment(ref _readers);
        try
        {
            SystemZones? zones = Volatile.Read(ref _zones);
            return zones is null || !zones.Contains(block);
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    public void SwitchOff()
    {
        SystemZones? zones = Interlocked.Exchange(ref _zones, null);
        // Who reads now may still have it; who comes later cannot.
        SpinWait.SpinUntil(() => Volatile.Read(ref _readers) == 0);
        zones?.Dispose();
    }
}
//// near-miss
using System;
using System.Linq;
using System.Threading;
using AopKit.Lifetimes;

public sealed class SystemZones(long[] rented) : IDisposable
{
    private long[]? _blocks = rented;

    public bool Contains(long block) => Array.BinarySearch(_blocks!, block) >= 0;

    [EndsLifetime]
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _blocks, null) is { } blocks)
        {
            System.Buffers.ArrayPool<long>.Shared.Return(blocks);
        }
    }
}

public sealed class BlockCheck
{
    private SystemZones? _zones;

    public void SwitchOn(SystemZones zones) => Volatile.Write(ref _zones, zones);

    public bool IsAllowed(long block)
    {
        SystemZones? zones = Volatile.Read(ref _zones);
        return zones is null || !zones.Contains(block);
    }

    public void SwitchOff()
    {
        // Not ended here: the garbage collector ends it after the last reader.
        Volatile.Write(ref _zones, null);
    }
}
