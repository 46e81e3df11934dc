// source: torvalds/linux 1a5a2cfd34c1 https://github.com/torvalds/linux/commit/1a5a2cfd34c17db73c53ef127272c8c1ae220485
// title: A buffer record is freed while it is still on a second list
// story: Draining a transaction took the records off the list of that transaction and freed them. Some of them were
// on the list of active items as well, and draining that came next.
//// bad
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class BufferRecord
{
    public long Block { get; set; }

    public LinkedListNode<BufferRecord>? Active { get; set; }
}

public sealed class RecordPool
{
    private readonly Stack<BufferRecord> _free = new();

    [return: Acquires]
    public BufferRecord Rent() => _free.TryPop(out BufferRecord? record) ? record : new BufferRecord();

    public void Return([EndsLifetime] BufferRecord record) => _free.Push(record);
}

public sealed class Transaction(RecordPool pool)
{
    private readonly Queue<BufferRecord> _records = new();
    private readonly LinkedList<BufferRecord> _active = new();

    public void Add(long block)
    {
        BufferRecord record = pool.Rent();
        record.Block = block;
        record.Active = _active.AddLast(record); // bug
        _records.Enqueue(record);
    }

    public void Drain()
    {
        while (_records.TryDequeue(out BufferRecord? record))
        {
            pool.Return(record); // bug
        }
    }

    public long DrainActive()
    {
        long last = 0;
        for (; _active.First is { } node; _active.RemoveFirst())
        {
            last = node.Value.Block; // bug
        }

        return last;
    }
}
//// clean
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class BufferRecord
{
    public long Block { get; set; }

    public LinkedListNode<BufferRecord>? Active { get; set; }
}

public sealed class RecordPool
{
    private readonly Stack<BufferRecord> _free = new();

    [return: Acquires]
    public BufferRecord Rent() => _free.TryPop(out BufferRecord? record) ? record : new BufferRecord();

    public void Return([EndsLifetime] BufferRecord record) => _free.Push(record);
}

public sealed class Transaction(RecordPool pool)
{
    private readonly Queue<BufferRecord> _records = new();
    private readonly LinkedList<BufferRecord> _active = new();

    public void Add(long block)
    {
        BufferRecord record = pool.Rent();
        record.Block = block;
        record.Active = _active.AddLast(record);
        _records.Enqueue(record);
    }

    public void Drain()
    {
        while (_records.TryDequeue(out BufferRecord? record))
        {
            if (record.Active is { } node)
            {
                _active.Remove(node);
                record.Active = null;
            }

            pool.Return(record);
        }
    }

    public long DrainActive()
    {
        long last = 0;
        for (; _active.First is { } node; _active.RemoveFirst())
        {
            last = node.Value.Block;
        }

        return last;
    }
}
//// near-miss
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class BufferRecord
{
    public long Block { get; set; }

    public LinkedListNode<BufferRecord>? Active { get; set; }
}

public sealed class RecordPool
{
    private readonly Stack<BufferRecord> _free = new();

    [return: Acquires]
    public BufferRecord Rent() => _free.TryPop(out BufferRecord? record) ? record : new BufferRecord();

    public void Return([EndsLifetime] BufferRecord record) => _free.Push(record);
}

public sealed class Transaction(RecordPool pool)
{
    private readonly Queue<BufferRecord> _records = new();
    private readonly LinkedList<BufferRecord> _active = new();

    public void Add(long block)
    {
        BufferRecord record = pool.Rent();
        record.Block = block;
        record.Active = _active.AddLast(record);
        _records.Enqueue(record);
    }

    public void Drain()
    {
        // The other list goes first, as a whole.
        _active.Clear();
        while (_records.TryDequeue(out BufferRecord? record))
        {
            record.Active = null;
            pool.Return(record);
        }
    }

    public long DrainActive()
    {
        long last = 0;
        for (; _active.First is { } node; _active.RemoveFirst())
        {
            last = node.Value.Block;
        }

        return last;
    }
}
