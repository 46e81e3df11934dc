// source: torvalds/linux 547b9ad698b4 https://github.com/torvalds/linux/commit/547b9ad698b434eadca46319cb47e5875b55ef03
// title: A function that is lent a buffer puts it when the journal has been aborted
// story: The reference of a descriptor buffer belongs to the list of log buffers and is put when the list is worked
// off. The function that writes the descriptor put it as well if there was nothing to write any more.
//// bad
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class LogBuffer
{
    private int _users = 1;

    public bool IsWritten { get; private set; }

    public void Write() => IsWritten = true;

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class Journal
{
    private readonly Queue<LogBuffer> _buffers = new();

    public bool IsAborted { get; set; }

    public void WriteDescriptor()
    {
        LogBuffer descriptor = new();
        _buffers.Enqueue(descriptor);
        Flush(descriptor);
    }

    public void Commit()
    {
        while (_buffers.TryDequeue(out LogBuffer? buffer))
        {
            buffer.Put();
        }
    }

    private void Flush([Borrowed] LogBuffer descriptor)
    {
        if (IsAborted)
        {
            descriptor.Put(); // bug
            return;
        }

        descriptor.Write();
    }
}
//// clean
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class LogBuffer
{
    private int _users = 1;

    public bool IsWritten { get; private set; }

    public void Write() => IsWritten = true;

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class Journal
{
    private readonly Queue<LogBuffer> _buffers = new();

    public bool IsAborted { get; set; }

    public void WriteDescriptor()
    {
        LogBuffer descriptor = new();
        _buffers.Enqueue(descriptor);
        Flush(descriptor);
    }

    public void Commit()
    {
        while (_buffers.TryDequeue(out LogBuffer? buffer))
        {
            buffer.Put();
        }
    }

    private void Flush([Borrowed] LogBuffer descriptor)
    {
        if (IsAborted)
        {
            return;
        }

        descriptor.Write();
    }
}
//// near-miss
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class LogBuffer
{
    private int _users = 1;

    public bool IsWritten { get; private set; }

    public void Write() => IsWritten = true;

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class Journal
{
    private readonly Queue<LogBuffer> _buffers = new();

    public bool IsAborted { get; set; }

    public void WriteDescriptor()
    {
        LogBuffer descriptor = new();
        if (TryFlush(descriptor))
        {
            _buffers.Enqueue(descriptor);
        }
    }

    public void Commit()
    {
        while (_buffers.TryDequeue(out LogBuffer? buffer))
        {
            buffer.Put();
        }
    }

    // Not on the list yet: what cannot be written ends here.
    private bool TryFlush([EndsLifetime(When = EndsWhen.ReturnsFalse)] LogBuffer descriptor)
    {
        if (IsAborted)
        {
            descriptor.Put();
            return false;
        }

        descriptor.Write();
        return true;
    }
}
