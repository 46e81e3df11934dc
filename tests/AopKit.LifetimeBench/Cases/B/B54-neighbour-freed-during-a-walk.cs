// source: torvalds/linux 8542870237c3 https://github.com/torvalds/linux/commit/8542870237c3a48ff049b6c5df5f50c8728284fa
// title: A walk remembers the next device, and gives up the lock that keeps it in the list
// story: The walk over all devices noted the next one before it let go of the lock to work on the current one, of
// which it held a reference. Of the next one it held none, and it was removed and freed meanwhile.
//// bad
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Device
{
    private int _users = 1;

    public bool TryGet()
    {
        int users = Volatile.Read(ref _users);
        return users != 0 && Interlocked.CompareExchange(ref _users, users + 1, users) == users;
    }

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);

    public void Stop()
    {
    }
}

public sealed class DeviceList
{
    private readonly object _gate = new();
    private readonly LinkedList<Device> _devices = new();

    public void Add(Device device)
    {
        lock (_gate)
        {
            _devices.AddLast(device);
        }
    }

    public void StopAll()
    {
        Monitor.Enter(_gate);
        LinkedListNode<Device>? node = _devices.First;
        while (node is not null)
        {
            LinkedListNode<Device>? next = node.Next; // bug
            Device device = node.Value;
            if (device.TryGet())
            {
                Monitor.Exit(_gate);
                device.Stop();
                device.Put();
                Monitor.Enter(_gate);
            }

            node = next; // bug
        }

        Monitor.Exit(_gate);
    }
}
//// clean
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Device
{
    private int _users = 1;

    public bool TryGet()
    {
        int users = Volatile.Read(ref _users);
        return users != 0 && Interlocked.CompareExchange(ref _users, users + 1, users) == users;
    }

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);

    public void Stop()
    {
    }
}

public sealed class DeviceList
{
    private readonly object _gate = new();
    private readonly LinkedList<Device> _devices = new();

    public void Add(Device device)
    {
        lock (_gate)
        {
            _devices.AddLast(device);
        }
    }

    public void StopAll()
    {
        Monitor.Enter(_gate);
        LinkedListNode<Device>? node = _devices.First;
        while (node is not null)
        {
            Device device = node.Value;
            if (device.TryGet())
            {
                Monitor.Exit(_gate);
                device.Stop();
                Monitor.Enter(_gate);
                node = node.Next;

                // Not before: the reference keeps the current one in the list, and so the way to the next.
                device.Put();
                continue;
            }

            node = node.Next;
        }

        Monitor.Exit(_gate);
    }
}
//// near-miss
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Device
{
    private int _users = 1;

    public bool TryGet()
    {
        int users = Volatile.Read(ref _users);
        return users != 0 && Interlocked.CompareExchange(ref _users, users + 1, users) == users;
    }

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);

    public void Stop()
    {
    }
}

public sealed class DeviceList
{
    private readonly object _gate = new();
    private readonly LinkedList<Device> _devices = new();

    public void Add(Device device)
    {
        lock (_gate)
        {
            _devices.AddLast(device);
        }
    }

    public void StopAll()
    {
        Monitor.Enter(_gate);
        LinkedListNode<Device>? node = _devices.First;
        while (node is not null)
        {
            LinkedListNode<Device>? next = node.Next;
            Device device = node.Value;
            if (device.TryGet())
            {
                // The lock is held all the way.
                device.Stop();
                device.Put();
            }

            node = next;
        }

        Monitor.Exit(_gate);
    }
}
