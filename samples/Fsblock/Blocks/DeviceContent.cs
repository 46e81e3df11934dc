namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// The content of the metadata address space: the device itself, block by block. Bitmaps, descriptors, inodes and
/// indirect blocks are read and written here; blocks of files lie in the same pages and are never looked at.
/// </summary>
internal sealed class DeviceContent(long blockCount) : IBlockContent
{
    /// <inheritdoc/>
    public uint Inode => 0;

    /// <inheritdoc/>
    public bool IsClosing { get; set; }

    /// <summary>None: block n of the device is block n.</summary>
    public int MappingCount => 0;

    /// <inheritdoc/>
    public void MapPage(long firstBlock, PageBlocks blocks)
    {
        for (int block = 0; block < blocks.Count && firstBlock + block < blockCount; block++)
        {
            blocks.Map(block, (uint)(firstBlock + block));
        }
    }

    /// <inheritdoc/>
    public bool TryClose() => false;

    /// <inheritdoc/>
    public void Released()
    {
    }
}
