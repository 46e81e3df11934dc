// source: torvalds/linux 86da9f736740 https://github.com/torvalds/linux/commit/86da9f736740eba602389908574dfbb0f517baa5
// title: The end of a device drops a reference that only a started device has taken
// story: Starting a cached device adds its disk, which takes a reference. A device that waited for its cache and was
// stopped before that had none, and its end dropped one all the same.
//// bad
using System.Threading;
using AopKit.Lifetimes;

public sealed class Disk
{
    private int _users = 1;

    public int Users => Volatile.Read(ref _users);

    public bool IsAdded { get; private set; }

    /// <summary>Takes a reference for the device.</summary>
    public void Add()
    {
        IsAdded = true;
        Interlocked.Increment(ref _users);
    }

    public void Remove() => IsAdded = false;

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class CachedDevice(Disk disk)
{
    public void Run(bool isCacheThere)
    {
        if (isCacheThere)
        {
            disk.Add();
        }
    }

    public void Free()
    {
        if (disk.IsAdded)
        {
            disk.Remove();
        }

        disk.Put(); // bug
    }
}
//// clean
using System.Threading;
using AopKit.Lifetimes;

public sealed class Disk
{
    private int _users = 1;

    public int Users => Volatile.Read(ref _users);

    public bool IsAdded { get; private set; }

    /// <summary>Takes a reference for the device.</summary>
    public void Add()
    {
        IsAdded = true;
        Interlocked.Increment(ref _users);
    }

    public void Remove() => IsAdded = false;

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class CachedDevice(Disk disk)
{
    public void Run(bool isCacheThere)
    {
        if (isCacheThere)
        {
            disk.Add();
        }
    }

    public void Free()
    {
        if (disk.IsAdded)
        {
            disk.Remove();
            disk.Put();
        }
    }
}
//// near-miss
using System.Threading;
using AopKit.Lifetimes;

public sealed class Disk
{
    private int _users = 1;

    public int Users => Volatile.Read(ref _users);

    public bool IsAdded { get; private set; }

    public void Add() => IsAdded = true;

    public void Get() => Interlocked.Increment(ref _users);

    public void Remove() => IsAdded = false;

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class CachedDevice(Disk disk)
{
    public void Run(bool isCacheThere)
    {
        // The reference is taken in any case; whether the disk shows up is another matter.
        disk.Get();
        if (isCacheThere)
        {
            disk.Add();
        }
    }

    public void Free()
    {
        if (disk.IsAdded)
        {
            disk.Remove();
        }

        disk.Put();
    }
}
