// source: torvalds/linux 89a4bf0dc385 https://github.com/torvalds/linux/commit/89a4bf0dc3857569a77061d3d5ea2ac85f7e13c6
// title: The end of a pin drops the last reference of the log item and then touches its buffer
// story: A pinned buffer was kept by the log item alone. Of two unpins that raced, the one that dropped the last
// reference of the item freed the buffer, while the other one still had to count its pin down.
//// bad
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class MetaBuffer(Action<MetaBuffer> free)
{
    private int _users = 1;
    public int Pins;

    public void Hold() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            free(this);
        }
    }
}

public sealed class BufferItem([Owned] MetaBuffer buffer)
{
    private int _users;

    public void Pin()
    {
        Interlocked.Increment(ref _users);
        Interlocked.Increment(ref buffer.Pins); // bug
    }

    public bool Unpin()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            buffer.Release(); // bug
        }

        return Interlocked.Decrement(ref buffer.Pins) == 0; // bug
    }
}
//// clean
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class MetaBuffer(Action<MetaBuffer> free)
{
    private int _users = 1;
    public int Pins;

    public void Hold() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            free(this);
        }
    }
}

public sealed class BufferItem([Owned] MetaBuffer buffer)
{
    private int _users;

    public void Pin()
    {
        buffer.Hold();
        Interlocked.Increment(ref _users);
        Interlocked.Increment(ref buffer.Pins);
    }

    public bool Unpin()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            buffer.Release();
        }

        bool isLast = Interlocked.Decrement(ref buffer.Pins) == 0;
        buffer.Release();
        return isLast;
    }
}
//// near-miss
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class MetaBuffer(Action<MetaBuffer> free)
{
    private int _users = 1;
    public int Pins;

    public void Hold() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            free(this);
        }
    }
}

public sealed class BufferItem([Owned] MetaBuffer buffer)
{
    private int _users;

    public void Pin()
    {
        Interlocked.Increment(ref _users);
        Interlocked.Increment(ref buffer.Pins);
    }

    public bool Unpin()
    {
        // The pin first: each user of the item is done with the buffer before it lets go of the item.
        bool isLast = Interlocked.Decrement(ref buffer.Pins) == 0;
        if (Interlocked.Decrement(ref _users) == 0)
        {
            buffer.Release();
        }

        return isLast;
    }
}
