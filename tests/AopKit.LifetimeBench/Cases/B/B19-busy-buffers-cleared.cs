// source: torvalds/linux ca76bb226bf4 https://github.com/torvalds/linux/commit/ca76bb226bf47ff04c782cacbd299f12ddee1ec1
// title: A forced discard clears the state of buffers that somebody is using
// story: When a damaged file system turned read-only, the write callback wiped the state of all buffers of its dirty
// pages, also of those that another thread held and was about to mark dirty.
//// bad
using AopKit;

public sealed class BlockBuffer
{
    public int Users;
    public bool IsDirty;
    public bool IsUptodate;
}

public sealed class DamagedFile(AddressSpace<BlockBuffer[]> file)
{
    public void DropUnwritten(PageIndex index)
    {
        if (!file.TryPin(index, out PagePin<BlockBuffer[]> pin))
        {
            return;
        }

        using (pin)
        {
            using LockedPage<BlockBuffer[]> page = pin.Lock();
            foreach (BlockBuffer buffer in page.Metadata ?? [])
            {
                buffer.IsDirty = false; // bug
                buffer.IsUptodate = false; // bug
            }
        }
    }
}
//// clean
using System;
using System.Threading;
using AopKit;

public sealed class BlockBuffer
{
    public int Users;
    public bool IsDirty;
    public bool IsUptodate;
}

public sealed class DamagedFile(AddressSpace<BlockBuffer[]> file)
{
    public void DropUnwritten(PageIndex index)
    {
        if (!file.TryPin(index, out PagePin<BlockBuffer[]> pin))
        {
            return;
        }

        using (pin)
        {
            using LockedPage<BlockBuffer[]> page = pin.Lock();
            BlockBuffer[] buffers = page.Metadata ?? [];
            if (Array.Exists(buffers, buffer => Volatile.Read(ref buffer.Users) != 0))
            {
                return;
            }

            foreach (BlockBuffer buffer in buffers)
            {
                buffer.IsDirty = false;
                buffer.IsUptodate = false;
            }
        }
    }
}
//// near-miss
using AopKit;

public sealed class BlockBuffer
{
    public int Users;
    public bool IsDirty;
    public bool IsUptodate;
}

public sealed class DamagedFile(AddressSpace<BlockBuffer[]> file)
{
    public void DropUnwritten(PageIndex index)
    {
        if (!file.TryPin(index, out PagePin<BlockBuffer[]> pin))
        {
            return;
        }

        using (pin)
        {
            using LockedPage<BlockBuffer[]> page = pin.Lock();
            // New ones, that nobody has seen: the old ones stay as they are with whoever uses them.
            BlockBuffer[]? old = page.Detach();
            BlockBuffer[] fresh = new BlockBuffer[old?.Length ?? 0];
            for (int i = 0; i < fresh.Length; i++)
            {
                fresh[i] = new BlockBuffer { IsDirty = false, IsUptodate = false };
            }

            page.Attach(fresh);
        }
    }
}
