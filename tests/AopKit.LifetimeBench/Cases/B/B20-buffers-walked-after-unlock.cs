// source: torvalds/linux 367a9bffabe0 https://github.com/torvalds/linux/commit/367a9bffabe08c04f6d725032cce3d891b2b9e1a
// title: The buffers of a page are walked after its lock was given up
// story: The log writer fetched the buffers of each dirty page under the page lock, unlocked, and then walked them.
// Without the lock only the dirty state kept them alive, and an asynchronous discard took that away.
//// bad
using System.Collections.Generic;
using AopKit;

public sealed class BlockBuffer
{
    public long Block;
    public bool IsDirty;
}

public sealed class LogWriter(AddressSpace<BlockBuffer[]> file)
{
    public int CollectDirty(PageRange pages, List<long> blocks)
    {
        for (PageIndex index = pages.First; index < pages.End; index += 1)
        {
            if (!file.TryPin(index, out PagePin<BlockBuffer[]> pin))
            {
                continue;
            }

            using (pin)
            {
                BlockBuffer[]? buffers;
                using (LockedPage<BlockBuffer[]> page = pin.Lock())
                {
                    buffers = page.Metadata; // bug
                }

                foreach (BlockBuffer buffer in buffers ?? []) // bug
                {
                    if (buffer.IsDirty) // bug
                    {
                        blocks.Add(buffer.Block);
                    }
                }
            }
        }

        return blocks.Count;
    }
}
//// clean
using System.Collections.Generic;
using AopKit;

public sealed class BlockBuffer
{
    public long Block;
    public bool IsDirty;
}

public sealed class LogWriter(AddressSpace<BlockBuffer[]> file)
{
    public int CollectDirty(PageRange pages, List<long> blocks)
    {
        for (PageIndex index = pages.First; index < pages.End; index += 1)
        {
            if (!file.TryPin(index, out PagePin<BlockBuffer[]> pin))
            {
                continue;
            }

            using (pin)
            {
                using LockedPage<BlockBuffer[]> page = pin.Lock();
                foreach (BlockBuffer buffer in page.Metadata ?? [])
                {
                    if (buffer.IsDirty)
                    {
                        blocks.Add(buffer.Block);
                    }
                }
            }
        }

        return blocks.Count;
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using AopKit;

public sealed class BlockBuffer
{
    public long Block;
    public bool IsDirty;
}

public sealed class LogWriter(AddressSpace<BlockBuffer[]> file)
{
    public int CollectDirty(PageRange pages, List<long> blocks)
    {
        for (PageIndex index = pages.First; index < pages.End; index += 1)
        {
            if (!file.TryPin(index, out PagePin<BlockBuffer[]> pin))
            {
                continue;
            }

            using (pin)
            {
                long[] dirty;
                using (LockedPage<BlockBuffer[]> page = pin.Lock())
                {
                    BlockBuffer[] buffers = page.Metadata ?? [];
                    dirty = Array.ConvertAll(Array.FindAll(buffers, buffer => buffer.IsDirty), buffer => buffer.Block);
                }

                // Numbers, not buffers: they are what they were, whatever becomes of the page.
                blocks.AddRange(dirty);
            }
        }

        return blocks.Count;
    }
}
