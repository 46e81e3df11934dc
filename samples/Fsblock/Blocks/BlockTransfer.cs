using AopKit.Samples.Devices;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>Moves the blocks of one page between memory and device: neighbours on the disk in one request.</summary>
/// <param name="device">The device.</param>
/// <param name="blockSize">Bytes of a block.</param>
/// <param name="counters">Where requests are counted.</param>
internal sealed class BlockTransfer(IDevice device, int blockSize, BlockCounters counters)
{
    /// <summary>Bytes of a block.</summary>
    public int BlockSize => blockSize;

    /// <summary>Fills a page. Holes are left as they are, which is zero (E21).</summary>
    public void Read(PageBlocks blocks, Span<byte> page)
    {
        for (int block = 0; block < blocks.Count;)
        {
            int run = RunOf(blocks, block, static (_, _) => true);
            if (blocks.DiskBlockOf(block) is { } diskBlock)
            {
                device.Read((long)diskBlock * blockSize, page.Slice(block * blockSize, run * blockSize));
                counters.CountRead();
            }

            block += run;
        }

        counters.CountFill();
    }

    /// <summary>
    /// Writes the dirty blocks of a page and no others: their neighbours in a page of the metadata address space may
    /// belong to a file by now, and what the page holds of them may be old.
    /// </summary>
    public void WriteDirty(PageBlocks blocks, ReadOnlySpan<byte> page)
    {
        for (int block = 0; block < blocks.Count;)
        {
            if (!blocks.IsBlockDirty(block))
            {
                block++;
                continue;
            }

            uint diskBlock = blocks.DiskBlockOf(block)
                ?? throw new InvalidOperationException("A block without a place on the disk is dirty.");
            int run = RunOf(blocks, block, static (page, next) => page.IsBlockDirty(next));
            device.Write((long)diskBlock * blockSize, page.Slice(block * blockSize, run * blockSize));
            for (int end = block + run; block < end; block++)
            {
                blocks.MakeClean(block);
            }
        }
    }

    private static int RunOf(PageBlocks blocks, int first, Func<PageBlocks, int, bool> wanted)
    {
        uint? start = blocks.DiskBlockOf(first);
        int run = 1;
        while (first + run < blocks.Count && wanted(blocks, first + run)
            && blocks.DiskBlockOf(first + run) == (start is null ? null : start + (uint)run))
        {
            run++;
        }

        return run;
    }
}
