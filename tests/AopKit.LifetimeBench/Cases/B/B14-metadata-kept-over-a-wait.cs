// source: torvalds/linux e0467866198f https://github.com/torvalds/linux/commit/e0467866198f7f536806f39e5d0d91ae8018de08
// title: A page is locked again after a read, and its metadata is not looked at again
// story: To bring a page up to date the writer has to let go of its lock. Release came in between and took the block
// state away; the writer looked only whether the page was still in its file, and used the state that it had seen
// before.
//// bad
using System;
using AopKit;

public sealed class BlockState
{
    private ulong _uptodate;

    public bool IsUptodate => _uptodate != 0;

    public void SetUptodate(int first, int count) => _uptodate |= ((1UL << count) - 1) << first;
}

public sealed class BufferedWriter(AddressSpace<BlockState> file, Action<PageIndex> read)
{
    public bool TryWrite(PageIndex index, int first, int count)
    {
        using PagePin<BlockState> pin = file.Pin(index);
        BlockState state = pin.GetOrAttach(new BlockState());
        if (!state.IsUptodate)
        {
            read(index);
        }

        using LockedPage<BlockState> page = pin.Lock();
        if (pin.IsStale)
        {
            return false;
        }

        state.SetUptodate(first, count); // bug
        return true;
    }
}
//// clean
using System;
using AopKit;

public sealed class BlockState
{
    private ulong _uptodate;

    public bool IsUptodate => _uptodate != 0;

    public void SetUptodate(int first, int count) => _uptodate |= ((1UL << count) - 1) << first;
}

public sealed class BufferedWriter(AddressSpace<BlockState> file, Action<PageIndex> read)
{
    public bool TryWrite(PageIndex index, int first, int count)
    {
        using PagePin<BlockState> pin = file.Pin(index);
        if (!pin.GetOrAttach(new BlockState()).IsUptodate)
        {
            read(index);
        }

        using LockedPage<BlockState> page = pin.Lock();
        if (pin.IsStale || page.Metadata is not { } state)
        {
            return false;
        }

        state.SetUptodate(first, count);
        return true;
    }
}
//// near-miss
using System;
using AopKit;

public sealed class BlockState
{
    private ulong _uptodate;

    public bool IsUptodate => _uptodate != 0;

    public void SetUptodate(int first, int count) => _uptodate |= ((1UL << count) - 1) << first;
}

public sealed class BufferedWriter(AddressSpace<BlockState> file, Action<PageIndex> read)
{
    public bool TryWrite(PageIndex index, int first, int count)
    {
        using PagePin<BlockState> pin = file.Pin(index);
        read(index);
        pin.GetOrAttach(new BlockState());
        using LockedPage<BlockState> page = pin.Lock();
        if (pin.IsStale)
        {
            return false;
        }

        // Taken and used under one and the same lock.
        BlockState? state = page.Metadata;
        state?.SetUptodate(first, count);
        return state is not null;
    }
}
