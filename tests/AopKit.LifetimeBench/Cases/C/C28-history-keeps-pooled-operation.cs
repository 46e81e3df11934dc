// source: Dtronix/NexNet f31d3a2206ea  https://github.com/Dtronix/NexNet/commit/f31d3a2206ea
// title: A versioned list keeps an operation in its history that its caller returns to the pool
// story: Operations come from a pool and go back there when they have been processed. The list had put the very object
// into its history, where it changed under later rebases. Mended by keeping a clone.
//// bad
using System.Collections.Concurrent;
using System.Collections.Generic;
using AopKit.Lifetimes;

internal sealed class InsertOperation
{
    private static readonly ConcurrentBag<InsertOperation> s_pool = [];

    public int Index { get; set; }

    public string Item { get; set; } = "";

    [return: Acquires]
    public static InsertOperation Rent() => s_pool.TryTake(out InsertOperation? free) ? free : new InsertOperation();

    public static void Return([EndsLifetime] InsertOperation operation)
    {
        operation.Item = "";
        s_pool.Add(operation);
    }

    public InsertOperation Clone() => new() { Index = Index, Item = Item };
}

internal sealed class VersionedList
{
    private readonly List<InsertOperation> _history = [];
    private readonly List<string> _items = [];

    public bool Process([Borrowed] InsertOperation operation, int baseVersion)
    {
        for (int i = baseVersion; i < _history.Count; i++)
        {
            if (_history[i].Index <= operation.Index)
            {
                operation.Index++;
            }
        }

        if (operation.Index > _items.Count)
        {
            return false;
        }

        _items.Insert(operation.Index, operation.Item);
        _history.Add(operation); // bug
        return true;
    }
}

internal sealed class ListSession(VersionedList list)
{
    public bool OnInsert(int index, string item, int version)
    {
        InsertOperation operation = InsertOperation.Rent();

        try
        {
            operation.Index = index;
            operation.Item = item;
            return list.Process(operation, version);
        }
        finally
        {
            InsertOperation.Return(operation); // bug
        }
    }
}

//// clean
using System.Collections.Concurrent;
using System.Collections.Generic;
using AopKit.Lifetimes;

internal sealed class InsertOperation
{
    private static readonly ConcurrentBag<InsertOperation> s_pool = [];

    public int Index { get; set; }

    public string Item { get; set; } = "";

    [return: Acquires]
    public static InsertOperation Rent() => s_pool.TryTake(out InsertOperation? free) ? free : new InsertOperation();

    public static void Return([EndsLifetime] InsertOperation operation)
    {
        operation.Item = "";
        s_pool.Add(operation);
    }

    public InsertOperation Clone() => new() { Index = Index, Item = Item };
}

internal sealed class VersionedList
{
    private readonly List<InsertOperation> _history = [];
    private readonly List<string> _items = [];

    public bool Process([Borrowed] InsertOperation operation, int baseVersion)
    {
        for (int i = baseVersion; i < _history.Count; i++)
        {
            if (_history[i].Index <= operation.Index)
            {
                operation.Index++;
            }
        }

        if (operation.Index > _items.Count)
        {
            return false;
        }

        _items.Insert(operation.Index, operation.Item);
        _history.Add(operation.Clone());
        return true;
    }
}

internal sealed class ListSession(VersionedList list)
{
    public bool OnInsert(int index, string item, int version)
    {
        InsertOperation operation = InsertOperation.Rent();

        try
        {
            operation.Index = index;
            operation.Item = item;
            return list.Process(operation, version);
        }
        finally
        {
            InsertOperation.Return(operation);
        }
    }
}
