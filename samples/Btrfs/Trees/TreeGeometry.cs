using AopKit.Samples.Btrfs.Placements;

namespace AopKit.Samples.Btrfs.Trees;

/// <summary>How tree blocks lie on the pages of the tree space, whichever of both is larger.</summary>
/// <param name="NodeBytes">The size of a block; blocks are aligned to it.</param>
/// <param name="PageBytes">The size of a page. Both are powers of two from 4 to 64 KiB.</param>
internal readonly record struct TreeGeometry(int NodeBytes, int PageBytes)
{
    /// <summary>The pages that a block takes: 1 if it is no larger than one.</summary>
    public int PagesPerBlock => Math.Max(1, NodeBytes / PageBytes);

    /// <summary>Whether a page holds more than one block.</summary>
    public bool IsSubpage => NodeBytes < PageBytes;

    /// <summary>The page that holds the first byte of the block at <paramref name="address"/>.</summary>
    public PageIndex Home(long address) => PageIndex.FromOffset(address, PageBytes);

    /// <summary>Where in its first page the block begins.</summary>
    public int OffsetInPage(long address) => (int)(address % PageBytes);

    /// <summary>All pages of the block.</summary>
    public PageRange Pages(long address) => new(Home(address), PagesPerBlock);

    /// <summary>Makes the metadata object that is put onto a page for <paramref name="block"/>.</summary>
    public TreeMetadata MetadataFor(ExtentBuffer block)
    {
        if (!IsSubpage)
        {
            return block;
        }

        var blocks = new SubpageBlocks(block.Home.ToOffset(PageBytes), PageBytes, NodeBytes);
        blocks.Add(block);
        return blocks;
    }
}
