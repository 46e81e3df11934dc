// source: microsoft/garnet fcdb5fcd36bf  https://github.com/microsoft/garnet/commit/fcdb5fcd36bf
// title: Write buffers rented for a flush are not disposed of when all pages are issued
// story: A flush over a range of pages rents a set of buffers that return to their pool in Dispose. Two of the flush
// paths never called it, and lost a set for each range. Mended by a finally after the loop.
//// bad
using System;
using System.Collections.Concurrent;
using AopKit.Lifetimes;

internal sealed class WriteBufferPool
{
    private readonly ConcurrentBag<byte[]> _free = [];

    [return: Acquires]
    public FlushBuffers Create() => new(this, _free.TryTake(out byte[]? free) ? free : new byte[64 * 1024]);

    public void Recycle(byte[] buffer) => _free.Add(buffer);
}

internal sealed class FlushBuffers(WriteBufferPool pool, byte[] buffer) : IDisposable
{
    private byte[]? _buffer = buffer;

    [ViewOf("this")]
    public Span<byte> Page => _buffer;

    [EndsLifetime(Idempotent = true)]
    public void Dispose()
    {
        if (_buffer is { } held)
        {
            _buffer = null;
            pool.Recycle(held);
        }
    }
}

internal sealed class PageAllocator(WriteBufferPool pool, Action<long, FlushBuffers> writePage)
{
    public void FlushForReadOnly(long from, long until)
    {
        FlushBuffers buffers = pool.Create(); // bug

        for (long page = from >> 12; page < until >> 12; page++)
        {
            writePage(page, buffers);
        }
    }
}

//// clean
using System;
using System.Collections.Concurrent;
using AopKit.Lifetimes;

internal sealed class WriteBufferPool
{
    private readonly ConcurrentBag<byte[]> _free = [];

    [return: Acquires]
    public FlushBuffers Create() => new(this, _free.TryTake(out byte[]? free) ? free : new byte[64 * 1024]);

    public void Recycle(byte[] buffer) => _free.Add(buffer);
}

internal sealed class FlushBuffers(WriteBufferPool pool, byte[] buffer) : IDisposable
{
    private byte[]? _buffer = buffer;

    [ViewOf("this")]
    public Span<byte> Page => _buffer;

    [EndsLifetime(Idempotent = true)]
    public void Dispose()
    {
        if (_buffer is { } held)
        {
            _buffer = null;
            pool.Recycle(held);
        }
    }
}

internal sealed class PageAllocator(WriteBufferPool pool, Action<long, FlushBuffers> writePage)
{
    public void FlushForReadOnly(long from, long until)
    {
        FlushBuffers buffers = pool.Create();

        try
        {
            for (long page = from >> 12; page < until >> 12; page++)
            {
                writePage(page, buffers);
            }
        }
        finally
        {
            buffers.Dispose();
        }
    }
}
