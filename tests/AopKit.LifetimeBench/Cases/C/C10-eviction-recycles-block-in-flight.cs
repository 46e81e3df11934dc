// source: dotnet/orleans 86c7b4cbf58d  https://github.com/dotnet/orleans/commit/86c7b4cbf58d
// title: An eviction strategy recycles the block that still holds the segments of the batch being encoded
// story: When the cache was empty, the strategy disposed of the previous block as soon as a new one was allocated. A
// batch is encoded before it is committed: its first segments lay in that block, which the pool handed out right away.
//// bad
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

internal sealed class Block(BlockPool pool) : IDisposable
{
    private readonly byte[] _bytes = new byte[1024];
    private int _used;

    [ViewOf("this")]
    public ArraySegment<byte> TryTake(int size)
    {
        if (_used + size > _bytes.Length)
        {
            return default;
        }

        _used += size;
        return new ArraySegment<byte>(_bytes, _used - size, size);
    }

    [EndsLifetime]
    public void Dispose()
    {
        _used = 0;
        pool.Recycle(this);
    }
}

internal sealed class BlockPool
{
    private readonly Stack<Block> _free = new();

    [return: Acquires]
    public Block Allocate() => _free.Count > 0 ? _free.Pop() : new Block(this);

    public void Recycle(Block block) => _free.Push(block);
}

internal sealed class BatchCache(BlockPool pool)
{
    private readonly Queue<Block> _inUse = new();
    private readonly List<ArraySegment<byte>> _committed = [];
    private Block? _current;

    public void AddBatch(IReadOnlyList<byte[]> messages)
    {
        var batch = new List<ArraySegment<byte>>();

        foreach (byte[] message in messages)
        {
            ArraySegment<byte> segment = Take(message.Length);
            message.CopyTo(segment.AsSpan());
            batch.Add(segment);
        }

        _committed.AddRange(batch); // bug
    }

    public void Purge()
    {
        _committed.Clear();
        _current = null;

        while (_inUse.TryDequeue(out Block? block))
        {
            block.Dispose();
        }
    }

    private ArraySegment<byte> Take(int size)
    {
        ArraySegment<byte> segment = _current?.TryTake(size) ?? default;

        if (segment.Array == null)
        {
            Block next = pool.Allocate();

            if (_committed.Count == 0 && _inUse.Count == 1)
            {
                _inUse.Dequeue().Dispose(); // bug
            }

            _inUse.Enqueue(next);
            _current = next;
            segment = next.TryTake(size);
        }

        return segment;
    }
}

//// clean
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

internal sealed class Block(BlockPool pool) : IDisposable
{
    private readonly byte[] _bytes = new byte[1024];
    private int _used;

    [ViewOf("this")]
    public ArraySegment<byte> TryTake(int size)
    {
        if (_used + size > _bytes.Length)
        {
            return default;
        }

        _used += size;
        return new ArraySegment<byte>(_bytes, _used - size, size);
    }

    [EndsLifetime]
    public void Dispose()
    {
        _used = 0;
        pool.Recycle(this);
    }
}

internal sealed class BlockPool
{
    private readonly Stack<Block> _free = new();

    [return: Acquires]
    public Block Allocate() => _free.Count > 0 ? _free.Pop() : new Block(this);

    public void Recycle(Block block) => _free.Push(block);
}

internal sealed class BatchCache(BlockPool pool)
{
    private readonly Queue<Block> _inUse = new();
    private readonly List<ArraySegment<byte>> _committed = [];
    private Block? _current;

    public void AddBatch(IReadOnlyList<byte[]> messages)
    {
        var batch = new List<ArraySegment<byte>>();

        foreach (byte[] message in messages)
        {
            ArraySegment<byte> segment = Take(message.Length);
            message.CopyTo(segment.AsSpan());
            batch.Add(segment);
        }

        _committed.AddRange(batch);
    }

    public void Purge()
    {
        _committed.Clear();
        _current = null;

        while (_inUse.TryDequeue(out Block? block))
        {
            block.Dispose();
        }
    }

    private ArraySegment<byte> Take(int size)
    {
        ArraySegment<byte> segment = _current?.TryTake(size) ?? default;

        if (segment.Array == null)
        {
            Block next = pool.Allocate();
            _inUse.Enqueue(next);
            _current = next;
            segment = next.TryTake(size);
        }

        return segment;
    }
}
