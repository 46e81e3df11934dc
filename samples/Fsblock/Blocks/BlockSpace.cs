namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// Bytes and marks of an address space whose pages consist of blocks. Every page that is touched has the state of its
/// blocks afterwards: if that was lost while the page stayed, it is made again here.
/// </summary>
/// <remarks>Thread-safe for reads and marks. Whoever writes keeps readers of the same bytes away.</remarks>
internal sealed class BlockSpace
{
    private readonly BlockOperations _operations;
    private readonly int _blockSize;
    private readonly int _blocksPerPage;

    /// <summary>Makes the address space.</summary>
    public BlockSpace(PageCache cache, BlockOperations operations, AddressSpaceOptions options)
    {
        _operations = operations;
        _blockSize = operations.BlockSize;
        Space = cache.CreateAddressSpace(operations, operations.Configure(options));
        _blocksPerPage = Space.PageSize / _blockSize;
    }

    /// <summary>The pages.</summary>
    public AddressSpace<PageBlocks> Space { get; }

    /// <summary>Looks a page up, reading it if it is not there.</summary>
    public void Touch(PageIndex index)
    {
        using PagePin<PageBlocks> pin = Space.Pin(index);
        Ensure(pin);
    }

    /// <summary>Reads bytes, whatever pages they lie in.</summary>
    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int start = (int)(offset % Space.PageSize);
            int count = Math.Min(destination.Length, Space.PageSize - start);
            using PagePin<PageBlocks> pin = Space.Pin(PageOf(offset));
            Ensure(pin);
            pin.Bytes.Slice(start, count).CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }

    /// <summary>Writes bytes that lie in one page.</summary>
    /// <param name="offset">The first byte, counted in the address space.</param>
    /// <param name="source">The bytes.</param>
    /// <param name="places">
    /// Where the blocks that are touched lie, because they were holes until now; empty if the page knows that already.
    /// </param>
    public void Write(long offset, ReadOnlySpan<byte> source, ReadOnlySpan<uint> places = default)
    {
        using PagePin<PageBlocks> pin = Space.Pin(PageOf(offset));
        while (!TryWrite(pin, (int)(offset % Space.PageSize), source, places))
        {
            // The state was given up after it was found and before the page was dirty. It is dirty now, and a dirty
            // page keeps its state, so that the next attempt fails only if the page is written back in between.
        }
    }

    /// <summary>The block is free: what it holds must not be written over what it will hold next.</summary>
    public void ForgetBlock(long block)
    {
        if (!Space.TryPin(PageOf(block * _blockSize), out PagePin<PageBlocks> pin))
        {
            return;
        }

        using (pin)
        {
            int inPage = (int)(block % _blocksPerPage);
            if (_operations.Find(pin.Index, pin.Metadata)?.IsBlockDirty(inPage) == true)
            {
                // The writer waits for a write that is on its way: pages are stable.
                using PageWriter<PageBlocks> writer = pin.BeginWrite();
                _operations.Find(pin.Index, pin.Metadata)?.MakeClean(inPage);
            }
        }
    }

    /// <summary>
    /// Drops everything from a byte on; the bytes behind it in its own block stay as they are on the disk.
    /// </summary>
    public void Truncate(long lengthBytes)
    {
        Space.Truncate(lengthBytes);
        _operations.Forget(Space, (lengthBytes + _blockSize - 1) / _blockSize);
    }

    /// <summary>Marks a block "to be moved", reading its page if it is not there.</summary>
    /// <returns>Whether it had no mark before.</returns>
    public bool Mark(long block)
    {
        using PagePin<PageBlocks> pin = Space.Pin(PageOf(block * _blockSize));
        using LockedPage<PageBlocks> page = pin.Lock();
        _operations.Ensure(page);
        return _operations.Mark(page, (int)(block % _blocksPerPage));
    }

    /// <summary>Takes the marks off the blocks of a page, reading it if it is not there.</summary>
    /// <returns>How many marks there were.</returns>
    public int TakeMarks(PageIndex index)
    {
        int taken = 0;
        using PagePin<PageBlocks> pin = Space.Pin(index);
        using LockedPage<PageBlocks> page = pin.Lock();
        _operations.Ensure(page);
        for (int block = 0; block < _blocksPerPage; block++)
        {
            taken += _operations.TakeMark(page, block) ? 1 : 0;
        }

        return taken;
    }

    private PageIndex PageOf(long offset) => PageIndex.FromOffset(offset, Space.PageSize);

    private void Ensure(PagePin<PageBlocks> pin)
    {
        if (_operations.Find(pin.Index, pin.Metadata) is null)
        {
            using LockedPage<PageBlocks> page = pin.Lock();
            _operations.Ensure(page);
        }
    }

    private bool TryWrite(PagePin<PageBlocks> pin, int start, ReadOnlySpan<byte> source, ReadOnlySpan<uint> places)
    {
        int first = start / _blockSize;
        int count = (start + source.Length - 1) / _blockSize - first + 1;
        Ensure(pin);
        using PageWriter<PageBlocks> writer = pin.BeginWrite();
        if (_operations.Find(pin.Index, pin.Metadata) is not { } blocks || !blocks.TryMakeDirty(first, count))
        {
            return false;
        }

        for (int block = 0; block < places.Length; block++)
        {
            blocks.Map(first + block, places[block]);
        }

        source.CopyTo(writer.Bytes[start..]);
        return true;
    }
}
