namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>Whose blocks the pages of an address space are: the device's, or those of one inode's file.</summary>
internal interface IBlockContent
{
    /// <summary>The inode's number; 0 for the device.</summary>
    uint Inode { get; }

    /// <summary>Whether the content is being closed, so that what ends now ends with its address space.</summary>
    bool IsClosing { get; }

    /// <summary>How many runs its mapping tree has.</summary>
    int MappingCount { get; }

    /// <summary>Finds the place of each block of a page. Blocks that have none, or cannot exist, stay holes.</summary>
    /// <param name="firstBlock">The page's first block, counted in the address space.</param>
    /// <param name="blocks">The new state of the page's blocks.</param>
    void MapPage(long firstBlock, PageBlocks blocks);

    /// <summary>The address space is idle; may it end?</summary>
    bool TryClose();

    /// <summary>
    /// The address space has ended, and what was learned for it with it. Must not fail or allocate (E10).
    /// </summary>
    void Released();
}
