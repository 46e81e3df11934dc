// source: torvalds/linux 6309b8ce98e9 https://github.com/torvalds/linux/commit/6309b8ce98e9a18390b9fd8f03fc412f3c17aee9
// title: Pages of a helper space carry buffers, and its operations never give them back
// story: The kernel stopped falling back to the default invalidation. Spaces that had no operations of their own,
// those used for garbage collection, still got buffers attached to their pages, and truncation let the pages go with
// the buffers on.
//// bad
using System.Collections.Concurrent;
using AopKit;
using AopKit.Lifetimes;

public sealed class PooledBuffer;

public sealed class BufferPool
{
    private readonly ConcurrentBag<PooledBuffer> _free = [];

    [return: Acquires]
    public PooledBuffer Rent() => _free.TryTake(out PooledBuffer? buffer) ? buffer : new PooledBuffer();

    public void Return([EndsLifetime] PooledBuffer buffer) => _free.Add(buffer);
}

public sealed class FileOperations(BufferPool pool) : IAddressSpaceOperations<PooledBuffer>, IOnRemove<PooledBuffer>
{
    public void ReadPage(FillPage<PooledBuffer> page) => page.Attach(pool.Rent());

    public void OnRemove(in RemovedPage<PooledBuffer> page, RemoveReason reason)
    {
        if (page.Metadata is { } buffer)
        {
            pool.Return(buffer);
        }
    }
}

public sealed class ShadowOperations(BufferPool pool) : IAddressSpaceOperations<PooledBuffer> // bug
{
    public void ReadPage(FillPage<PooledBuffer> page) => page.Attach(pool.Rent()); // bug
}
//// clean
using System.Collections.Concurrent;
using AopKit;
using AopKit.Lifetimes;

public sealed class PooledBuffer;

public sealed class BufferPool
{
    private readonly ConcurrentBag<PooledBuffer> _free = [];

    [return: Acquires]
    public PooledBuffer Rent() => _free.TryTake(out PooledBuffer? buffer) ? buffer : new PooledBuffer();

    public void Return([EndsLifetime] PooledBuffer buffer) => _free.Add(buffer);
}

public sealed class FileOperations(BufferPool pool) : IAddressSpaceOperations<PooledBuffer>, IOnRemove<PooledBuffer>
{
    public void ReadPage(FillPage<PooledBuffer> page) => page.Attach(pool.Rent());

    public void OnRemove(in RemovedPage<PooledBuffer> page, RemoveReason reason)
    {
        if (page.Metadata is { } buffer)
        {
            pool.Return(buffer);
        }
    }
}

public sealed class ShadowOperations(BufferPool pool) : IAddressSpaceOperations<PooledBuffer>, IOnRemove<PooledBuffer>
{
    public void ReadPage(FillPage<PooledBuffer> page) => page.Attach(pool.Rent());

    public void OnRemove(in RemovedPage<PooledBuffer> page, RemoveReason reason)
    {
        if (page.Metadata is { } buffer)
        {
            pool.Return(buffer);
        }
    }
}
//// near-miss
using System.Collections.Concurrent;
using AopKit;
using AopKit.Lifetimes;

public sealed class PooledBuffer;

public sealed class BufferPool
{
    private readonly ConcurrentBag<PooledBuffer> _free = [];

    [return: Acquires]
    public PooledBuffer Rent() => _free.TryTake(out PooledBuffer? buffer) ? buffer : new PooledBuffer();

    public void Return([EndsLifetime] PooledBuffer buffer) => _free.Add(buffer);
}

public sealed class FileOperations(BufferPool pool) : IAddressSpaceOperations<PooledBuffer>, IOnRemove<PooledBuffer>
{
    public void ReadPage(FillPage<PooledBuffer> page) => page.Attach(pool.Rent());

    public void OnRemove(in RemovedPage<PooledBuffer> page, RemoveReason reason)
    {
        if (page.Metadata is { } buffer)
        {
            pool.Return(buffer);
        }
    }
}

// Not from the pool: the garbage collector ends it with the page.
public sealed class ShadowOperations : IAddressSpaceOperations<PooledBuffer>
{
    public void ReadPage(FillPage<PooledBuffer> page) => page.Attach(new PooledBuffer());
}
