// source: mgravell/Pipelines.Sockets.Unofficial 23ef11697a37
// https://github.com/mgravell/Pipelines.Sockets.Unofficial/commit/23ef11697a37
// title: A segment clears its memory before the method that returns it looks at it
// story: When its last reference goes a segment set its memory to default and called its release method, which found an
// empty memory and returned nothing. No array came back to the pool.
//// bad
using System;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading;
using AopKit.Lifetimes;

internal abstract class CountedSegment(Memory<byte> memory)
{
    private int _count = 1;

    public Memory<byte> Memory { get; private set; } = memory;

    [Acquires]
    public void AddReference() => Interlocked.Increment(ref _count);

    [EndsLifetime]
    public void Release()
    {
        if (Volatile.Read(ref _count) > 0 && Interlocked.Decrement(ref _count) == 0)
        {
            Memory = default; // bug
            ReleaseCore(); // bug
        }
    }

    protected abstract void ReleaseCore();
}

internal sealed class PooledSegment(int size) : CountedSegment(ArrayPool<byte>.Shared.Rent(size))
{
    protected override void ReleaseCore()
    {
        if (MemoryMarshal.TryGetArray(Memory, out ArraySegment<byte> segment) && segment.Count > 0)
        {
            ArrayPool<byte>.Shared.Return(segment.Array!);
        }
    }
}

//// clean
using System;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading;
using AopKit.Lifetimes;

internal abstract class CountedSegment(Memory<byte> memory)
{
    private int _count = 1;

    public Memory<byte> Memory { get; private set; } = memory;

    [Acquires]
    public void AddReference() => Interlocked.Increment(ref _count);

    [EndsLifetime]
    public void Release()
    {
        if (Volatile.Read(ref _count) > 0 && Interlocked.Decrement(ref _count) == 0)
        {
            ReleaseCore();
            Memory = default;
        }
    }

    protected abstract void ReleaseCore();
}

internal sealed class PooledSegment(int size) : CountedSegment(ArrayPool<byte>.Shared.Rent(size))
{
    protected override void ReleaseCore()
    {
        if (MemoryMarshal.TryGetArray(Memory, out ArraySegment<byte> segment) && segment.Count > 0)
        {
            ArrayPool<byte>.Shared.Return(segment.Array!);
        }
    }
}
