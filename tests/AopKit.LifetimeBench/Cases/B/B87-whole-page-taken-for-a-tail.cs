// source: torvalds/linux 565333a1554d https://github.com/torvalds/linux/commit/565333a1554d704789e74205989305c811fd9c7a
// title: A truncation to the start of a page strips that page as if it were a tail, and leaves it dirty
// story: After a truncation the blocks behind the new end of the last page are taken off it. With the end at the
// start of a page there is no such tail: all blocks went from a page that was still dirty, and writeback met it
// before it was dropped.
//// bad
using System;
using System.Linq;
using AopKit;

public sealed class JournalBlocks(int count)
{
    private readonly bool[] _journaled = new bool[count];

    public bool IsEmpty => !_journaled.Contains(true);

    public void DropFrom(int first) => Array.Clear(_journaled, first, _journaled.Length - first);
}

public sealed class JournaledFile(AddressSpace<JournalBlocks> file, int blockSize)
{
    public void StripTail(long newLength)
    {
        int offset = (int)(newLength % file.PageSize);
        if (offset > file.PageSize - blockSize) // bug
        {
            return;
        }

        if (!file.TryPin(PageIndex.FromOffset(newLength, file.PageSize), out PagePin<JournalBlocks> pin))
        {
            return;
        }

        using (pin)
        {
            using LockedPage<JournalBlocks> page = pin.Lock();
            page.Metadata?.DropFrom((offset + blockSize - 1) / blockSize);
            if (page.Metadata is { IsEmpty: true })
            {
                page.Detach(); // bug
            }
        }
    }
}
//// clean
using System;
using System.Linq;
using AopKit;

public sealed class JournalBlocks(int count)
{
    private readonly bool[] _journaled = new bool[count];

    public bool IsEmpty => !_journaled.Contains(true);

    public void DropFrom(int first) => Array.Clear(_journaled, first, _journaled.Length - first);
}

public sealed class JournaledFile(AddressSpace<JournalBlocks> file, int blockSize)
{
    public void StripTail(long newLength)
    {
        int offset = (int)(newLength % file.PageSize);
        // No tail: the page goes as a whole, and the blocks with it.
        if (offset == 0 || offset > file.PageSize - blockSize)
        {
            return;
        }

        if (!file.TryPin(PageIndex.FromOffset(newLength, file.PageSize), out PagePin<JournalBlocks> pin))
        {
            return;
        }

        using (pin)
        {
            using LockedPage<JournalBlocks> page = pin.Lock();
            page.Metadata?.DropFrom((offset + blockSize - 1) / blockSize);
            if (page.Metadata is { IsEmpty: true })
            {
                page.Detach();
            }
        }
    }
}
//// near-miss
using System;
using System.Linq;
using AopKit;

public sealed class JournalBlocks(int count)
{
    private readonly bool[] _journaled = new bool[count];

    public bool IsEmpty => !_journaled.Contains(true);

    public void DropFrom(int first) => Array.Clear(_journaled, first, _journaled.Length - first);
}

public sealed class JournaledFile(AddressSpace<JournalBlocks> file, int blockSize)
{
    public void StripTail(long newLength)
    {
        int offset = (int)(newLength % file.PageSize);
        // At offset 0 the page still has to be written, and keeps what it is written by.
        if (offset == 0)
        {
            file.Flush();
        }

        if (offset > file.PageSize - blockSize)
        {
            return;
        }

        if (!file.TryPin(PageIndex.FromOffset(newLength, file.PageSize), out PagePin<JournalBlocks> pin))
        {
            return;
        }

        using (pin)
        {
            using LockedPage<JournalBlocks> page = pin.Lock();
            page.Metadata?.DropFrom((offset + blockSize - 1) / blockSize);
            if (!page.IsDirty && page.Metadata is { IsEmpty: true })
            {
                page.Detach();
            }
        }
    }
}
