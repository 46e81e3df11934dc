// source: modernuo/ModernUO c494fb4cc339  https://github.com/modernuo/ModernUO/commit/c494fb4cc339
// title: A queue with a rented array is made in the head of a foreach and never disposed
// story: The snapshot queue of a container rents its array. Callers enumerated the result of the method directly; a
// foreach disposes the enumerator, not the queue, so no array ever came back.
//// bad
using System;
using System.Buffers;
using System.Collections.Generic;
using AopKit.Lifetimes;

internal ref struct SnapshotQueue
{
    private string[]? _items;
    private int _count;

    public SnapshotQueue(int capacity) => _items = ArrayPool<string>.Shared.Rent(capacity);

    public void Enqueue(string item) => _items![_count++] = item;

    [ViewOf("this")]
    public readonly ReadOnlySpan<string>.Enumerator GetEnumerator() =>
        new ReadOnlySpan<string>(_items, 0, _count).GetEnumerator();

    [EndsLifetime(Idempotent = true)]
    public void Dispose()
    {
        if (_items is { } items)
        {
            _items = null;
            ArrayPool<string>.Shared.Return(items, clearArray: true);
        }
    }
}

internal sealed class Box
{
    private readonly List<string> _content = [];

    [return: Acquires]
    public SnapshotQueue Snapshot(Predicate<string> filter)
    {
        var queue = new SnapshotQueue(_content.Count);

        foreach (string item in _content)
        {
            if (filter(item))
            {
                queue.Enqueue(item);
            }
        }

        return queue;
    }

    public void RemoveAll(Predicate<string> filter)
    {
        foreach (string item in Snapshot(filter)) // bug
        {
            _content.Remove(item);
        }
    }
}

//// clean
using System;
using System.Buffers;
using System.Collections.Generic;
using AopKit.Lifetimes;

internal ref struct SnapshotQueue
{
    private string[]? _items;
    private int _count;

    public SnapshotQueue(int capacity) => _items = ArrayPool<string>.Shared.Rent(capacity);

    public void Enqueue(string item) => _items![_count++] = item;

    [ViewOf("this")]
    public readonly ReadOnlySpan<string>.Enumerator GetEnumerator() =>
        new ReadOnlySpan<string>(_items, 0, _count).GetEnumerator();

    [EndsLifetime(Idempotent = true)]
    public void Dispose()
    {
        if (_items is { } items)
        {
            _items = null;
            ArrayPool<string>.Shared.Return(items, clearArray: true);
        }
    }
}

internal sealed class Box
{
    private readonly List<string> _content = [];

    [return: Acquires]
    public SnapshotQueue Snapshot(Predicate<string> filter)
    {
        var queue = new SnapshotQueue(_content.Count);

        foreach (string item in _content)
        {
            if (filter(item))
            {
                queue.Enqueue(item);
            }
        }

        return queue;
    }

    public void RemoveAll(Predicate<string> filter)
    {
        using SnapshotQueue queue = Snapshot(filter);

        foreach (string item in queue)
        {
            _content.Remove(item);
        }
    }
}
