// source: torvalds/linux 49c64df88057 https://github.com/torvalds/linux/commit/49c64df880570034308e4a9a49c4bc95cf8cdb33
// title: The name is freed at each number that cannot be read, and then once more
// story: The setup of a memory device frees the name that it has copied when the start address is wrong, prints a
// message and goes on. If the length is wrong too, or the registration fails, the same name is freed again.
//// bad
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class NameBuffer;

public sealed class NamePool
{
    private readonly Stack<NameBuffer> _free = new();

    [return: Acquires]
    public NameBuffer Copy(string text)
    {
        Copied += text.Length;
        return _free.TryPop(out NameBuffer? name) ? name : new NameBuffer();
    }

    public long Copied { get; private set; }

    public void Free([EndsLifetime] NameBuffer name) => _free.Push(name);
}

public sealed class MemoryDevices(NamePool pool, Action<string> report)
{
    private readonly List<NameBuffer> _registered = [];

    public bool TryAdd(string text, string start, string length)
    {
        NameBuffer name = pool.Copy(text);
        if (!long.TryParse(start, out long first))
        {
            pool.Free(name); // bug
            report("The start address is wrong.");
        }

        if (!long.TryParse(length, out long count) || count <= first)
        {
            pool.Free(name); // bug
            report("The length is wrong.");
            return false;
        }

        _registered.Add(name); // bug
        return true;
    }
}
//// clean
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class NameBuffer;

public sealed class NamePool
{
    private readonly Stack<NameBuffer> _free = new();

    [return: Acquires]
    public NameBuffer Copy(string text)
    {
        Copied += text.Length;
        return _free.TryPop(out NameBuffer? name) ? name : new NameBuffer();
    }

    public long Copied { get; private set; }

    public void Free([EndsLifetime] NameBuffer name) => _free.Push(name);
}

public sealed class MemoryDevices(NamePool pool, Action<string> report)
{
    private readonly List<NameBuffer> _registered = [];

    public bool TryAdd(string text, string start, string length)
    {
        NameBuffer name = pool.Copy(text);
        if (!long.TryParse(start, out long first))
        {
            report("The start address is wrong.");
            goto Failed;
        }

        if (!long.TryParse(length, out long count) || count <= first)
        {
            report("The length is wrong.");
            goto Failed;
        }

        _registered.Add(name);
        return true;

    Failed:
        pool.Free(name);
        return false;
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class NameBuffer;

public sealed class NamePool
{
    private readonly Stack<NameBuffer> _free = new();

    [return: Acquires]
    public NameBuffer Copy(string text)
    {
        Copied += text.Length;
        return _free.TryPop(out NameBuffer? name) ? name : new NameBuffer();
    }

    public long Copied { get; private set; }

    public void Free([EndsLifetime] NameBuffer name) => _free.Push(name);
}

public sealed class MemoryDevices(NamePool pool, Action<string> report)
{
    private readonly List<NameBuffer> _registered = [];

    public bool TryAdd(string text, string start, string length)
    {
        NameBuffer name = pool.Copy(text);
        if (!long.TryParse(start, out long first))
        {
            pool.Free(name);
            report("The start address is wrong.");
            return false;
        }

        if (!long.TryParse(length, out long count) || count <= first)
        {
            pool.Free(name);
            report("The length is wrong.");
            return false;
        }

        _registered.Add(name);
        return true;
    }
}
