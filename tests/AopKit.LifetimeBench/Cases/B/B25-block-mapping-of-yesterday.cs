// source: torvalds/linux 304a68b9c63b https://github.com/torvalds/linux/commit/304a68b9c63bbfc1f6e159d68e8892fc54a06067
// title: The block of a page is looked up before the page lock and used after it
// story: A buffered write looked up where its range lies on disk, and then waited for the lock of the page.
// Meanwhile writeback and truncation had changed the mapping, and the page was treated by what had been true before.
//// bad
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AopKit;

public readonly record struct Mapping(long Block, long Sequence);

public sealed class PageBlock(long block)
{
    public long Block { get; } = block;
}

public sealed class ExtentTree
{
    private readonly ConcurrentDictionary<PageIndex, long> _blocks = new();
    private long _sequence;

    public Mapping Find(PageIndex index)
    {
        long sequence = Volatile.Read(ref _sequence);
        return new Mapping(_blocks.GetValueOrDefault(index), sequence);
    }

    public bool IsCurrent(Mapping mapping) => mapping.Sequence == Volatile.Read(ref _sequence);

    public void Move(PageIndex index, long block)
    {
        _blocks[index] = block;
        Interlocked.Increment(ref _sequence);
    }
}

public sealed class BufferedWriter(AddressSpace<PageBlock> file, ExtentTree tree)
{
    public void Write(PageIndex index)
    {
        Mapping mapping = tree.Find(index); // bug
        using PagePin<PageBlock> pin = file.Pin(index);
        using LockedPage<PageBlock> page = pin.Lock();
        page.Detach();
        page.Attach(new PageBlock(mapping.Block)); // bug
    }
}
//// clean
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AopKit;

public readonly record struct Mapping(long Block, long Sequence);

public sealed class PageBlock(long block)
{
    public long Block { get; } = block;
}

public sealed class ExtentTree
{
    private readonly ConcurrentDictionary<PageIndex, long> _blocks = new();
    private long _sequence;

    public Mapping Find(PageIndex index)
    {
        long sequence = Volatile.Read(ref _sequence);
        return new Mapping(_blocks.GetValueOrDefault(index), sequence);
    }

    public bool IsCurrent(Mapping mapping) => mapping.Sequence == Volatile.Read(ref _sequence);

    public void Move(PageIndex index, long block)
    {
        _blocks[index] = block;
        Interlocked.Increment(ref _sequence);
    }
}

public sealed class BufferedWriter(AddressSpace<PageBlock> file, ExtentTree tree)
{
    public void Write(PageIndex index)
    {
        Mapping mapping = tree.Find(index);
        using PagePin<PageBlock> pin = file.Pin(index);
        using LockedPage<PageBlock> page = pin.Lock();
        while (!tree.IsCurrent(mapping))
        {
            mapping = tree.Find(index);
        }

        page.Detach();
        page.Attach(new PageBlock(mapping.Block));
    }
}
//// near-miss
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AopKit;

public readonly record struct Mapping(long Block, long Sequence);

public sealed class PageBlock(long block)
{
    public long Block { get; } = block;
}

public sealed class ExtentTree
{
    private readonly ConcurrentDictionary<PageIndex, long> _blocks = new();
    private long _sequence;

    public Mapping Find(PageIndex index)
    {
        long sequence = Volatile.Read(ref _sequence);
        return new Mapping(_blocks.GetValueOrDefault(index), sequence);
    }

    public bool IsCurrent(Mapping mapping) => mapping.Sequence == Volatile.Read(ref _sequence);

    public void Move(PageIndex index, long block)
    {
        _blocks[index] = block;
        Interlocked.Increment(ref _sequence);
    }
}

public sealed class BufferedWriter(AddressSpace<PageBlock> file, ExtentTree tree)
{
    public void Write(PageIndex index)
    {
        using PagePin<PageBlock> pin = file.Pin(index);
        using LockedPage<PageBlock> page = pin.Lock();
        Mapping mapping = tree.Find(index);
        page.Detach();
        page.Attach(new PageBlock(mapping.Block));
    }
}
