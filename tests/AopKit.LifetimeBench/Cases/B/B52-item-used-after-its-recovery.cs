// source: torvalds/linux 97cf79677ecb https://github.com/torvalds/linux/commit/97cf79677ecb50a38517253ae2fd705849a7e51a
// title: A log item is asked which operation failed after that operation has freed it
// story: Recovery of an intent may fail, which cancels its transaction and frees the item. The trace of the failure
// then asked the item for its operations.
//// bad
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

public abstract class IntentOperations
{
    public abstract string Name { get; }

    /// <summary>Ends the item, whatever comes of it.</summary>
    public abstract bool TryRecover([EndsLifetime] LogItem item);
}

public sealed class LogItem(IntentOperations operations)
{
    public IntentOperations Operations { get; } = operations;
}

public sealed class LogRecovery(Action<string> trace)
{
    public bool TryFinish(Queue<LogItem> items)
    {
        while (items.TryDequeue(out LogItem? item))
        {
            if (!item.Operations.TryRecover(item))
            {
                trace(item.Operations.Name); // bug
                return false;
            }
        }

        return true;
    }
}
//// clean
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

public abstract class IntentOperations
{
    public abstract string Name { get; }

    /// <summary>Ends the item, whatever comes of it.</summary>
    public abstract bool TryRecover([EndsLifetime] LogItem item);
}

public sealed class LogItem(IntentOperations operations)
{
    public IntentOperations Operations { get; } = operations;
}

public sealed class LogRecovery(Action<string> trace)
{
    public bool TryFinish(Queue<LogItem> items)
    {
        while (items.TryDequeue(out LogItem? item))
        {
            // The item is gone after this, its operations are not.
            IntentOperations operations = item.Operations;
            if (!operations.TryRecover(item))
            {
                trace(operations.Name);
                return false;
            }
        }

        return true;
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

public abstract class IntentOperations
{
    public abstract string Name { get; }

    /// <summary>Ends the item, whatever comes of it.</summary>
    public abstract bool TryRecover([EndsLifetime] LogItem item);
}

public sealed class LogItem(IntentOperations operations)
{
    public IntentOperations Operations { get; } = operations;
}

public sealed class LogRecovery(Action<string> trace)
{
    public bool TryFinish(Queue<LogItem> items)
    {
        while (items.TryDequeue(out LogItem? item))
        {
            string name = item.Operations.Name;
            if (!item.Operations.TryRecover(item))
            {
                trace(name);
                return false;
            }
        }

        return true;
    }
}
