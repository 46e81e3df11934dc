// source: torvalds/linux 4390f019ad78 https://github.com/torvalds/linux/commit/4390f019ad7866c3791c3d768d2ff185d89e8ebe
// title: Blocks set aside for a write are freed while dirty pages still count on them
// story: When a file shares nothing any more, the blocks set aside for copies are given back. One path did so
// without asking for dirty pages or I/O under way, which were to go to just those blocks.
//// bad
using System.Collections.Generic;
using AopKit;

public sealed class PageNote;

public sealed class SpareBlocks
{
    private readonly Queue<long> _blocks = new();

    public void Reserve(long block) => _blocks.Enqueue(block);

    public int FreeAll()
    {
        int count = _blocks.Count;
        _blocks.Clear();
        return count;
    }
}

public sealed class SharingFile(AddressSpace<PageNote> file)
{
    private readonly SpareBlocks _copies = new();
    private readonly HashSet<long> _shared = [];

    public void Unshare(PageIndex index, long block)
    {
        _shared.Remove(block);
        using (PagePin<PageNote> pin = file.Pin(index))
        {
            using PageWriter<PageNote> writer = pin.BeginWrite();
            writer.Bytes[0] = writer.Bytes[0];
        }

        if (_shared.Count == 0)
        {
            _copies.FreeAll(); // bug
        }
    }
}
//// clean
using System.Collections.Generic;
using AopKit;

public sealed class PageNote;

public sealed class SpareBlocks
{
    private readonly Queue<long> _blocks = new();

    public void Reserve(long block) => _blocks.Enqueue(block);

    public int FreeAll()
    {
        int count = _blocks.Count;
        _blocks.Clear();
        return count;
    }
}

public sealed class SharingFile(AddressSpace<PageNote> file)
{
    private readonly SpareBlocks _copies = new();
    private readonly HashSet<long> _shared = [];

    public void Unshare(PageIndex index, long block)
    {
        _shared.Remove(block);
        using (PagePin<PageNote> pin = file.Pin(index))
        {
            using PageWriter<PageNote> writer = pin.BeginWrite();
            writer.Bytes[0] = writer.Bytes[0];
        }

        if (_shared.Count == 0 && file.DirtyPageCount == 0)
        {
            _copies.FreeAll();
        }
    }
}
//// near-miss
using System.Collections.Generic;
using AopKit;

public sealed class PageNote;

public sealed class SpareBlocks
{
    private readonly Queue<long> _blocks = new();

    public void Reserve(long block) => _blocks.Enqueue(block);

    public int FreeAll()
    {
        int count = _blocks.Count;
        _blocks.Clear();
        return count;
    }
}

public sealed class SharingFile(AddressSpace<PageNote> file)
{
    private readonly SpareBlocks _copies = new();
    private readonly HashSet<long> _shared = [];

    public void Unshare(PageIndex index, long block)
    {
        _shared.Remove(block);
        using (PagePin<PageNote> pin = file.Pin(index))
        {
            using PageWriter<PageNote> writer = pin.BeginWrite();
            writer.Bytes[0] = writer.Bytes[0];
        }

        if (_shared.Count == 0)
        {
            // Written, and the caller keeps writers out: nothing counts on them any more.
            file.Flush();
            _copies.FreeAll();
        }
    }
}
