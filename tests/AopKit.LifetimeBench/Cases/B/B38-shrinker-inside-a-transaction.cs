// source: zfsonlinux/spl ae26dd003911 https://github.com/zfsonlinux/spl/commit/ae26dd003911277e0c7134b3e4e3a41c300a2fd5
// title: The shrinker goes into the file system although reclaim was started from inside it
// story: An allocation made while a transaction held its locks entered reclaim, reclaim asked the shrinker, and the
// shrinker took the same locks. The caller had said that it was inside a transaction; nobody looked.
//// bad
using System.Collections.Generic;
using AopKit;

public sealed class PageNote;

public sealed class NodeTable(AddressSpace<PageNote> pages) : IShrinker
{
    private readonly object _tree = new();
    private readonly Queue<long> _idle = new();

    public void Insert(long node)
    {
        lock (_tree)
        {
            using PagePin<PageNote> page = pages.Pin(new PageIndex(node)); // bug
            _idle.Enqueue(node);
        }
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        lock (_tree) // bug
        {
            while (freed < objectCount && _idle.TryDequeue(out _))
            {
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
//// clean
using System.Collections.Generic;
using AopKit;

public sealed class PageNote;

public sealed class NodeTable(AddressSpace<PageNote> pages) : IShrinker
{
    private readonly object _tree = new();
    private readonly Queue<long> _idle = new();

    public void Insert(long node)
    {
        lock (_tree)
        {
            using PagePin<PageNote> page = pages.Pin(new PageIndex(node));
            _idle.Enqueue(node);
        }
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!context.MayBlock || !context.MayEnterFileSystem)
        {
            return ShrinkResult.Stop;
        }

        long freed = 0;
        lock (_tree)
        {
            while (freed < objectCount && _idle.TryDequeue(out _))
            {
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
//// near-miss
using System.Collections.Generic;
using AopKit;

public sealed class PageNote;

public sealed class NodeTable(AddressSpace<PageNote> pages) : IShrinker
{
    private readonly object _tree = new();
    private readonly Queue<long> _idle = new();

    public void Insert(long node)
    {
        // What may need memory comes first; the lock is held for the queue alone.
        using PagePin<PageNote> page = pages.Pin(new PageIndex(node));
        lock (_tree)
        {
            _idle.Enqueue(node);
        }
    }

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        lock (_tree)
        {
            while (freed < objectCount && _idle.TryDequeue(out _))
            {
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }
}
