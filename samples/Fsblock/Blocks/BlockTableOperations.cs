using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// <see cref="Placement.BlockTable"/>: the state lives in the file system's own table, beyond page and inode, until
/// its shrinker takes it.
/// </summary>
internal sealed class BlockTableOperations(
    IBlockContent content, BlockTransfer transfer, Witness witness, BlockTable table)
    : BlockOperations(content, transfer, witness)
{
    /// <inheritdoc/>
    public override PageBlocks? Find(PageIndex index, PageBlocks? attached) => table.Find(Content.Inode, index);

    /// <inheritdoc/>
    public override bool Mark(LockedPage<PageBlocks> page, int block) =>
        table.Mark(Content.Inode, page.Index, block, BlockSize);

    /// <inheritdoc/>
    public override bool TakeMark(LockedPage<PageBlocks> page, int block) =>
        table.TakeMark(Content.Inode, page.Index, block, BlockSize);

    /// <inheritdoc/>
    public override void Forget(AddressSpace<PageBlocks> space, long firstBlock) =>
        table.Forget(Content.Inode, firstBlock, BlockSize);

    /// <inheritdoc/>
    protected override void Store(FillPage<PageBlocks> page, PageBlocks blocks) =>
        table.Add(Content.Inode, page.Index, blocks);

    /// <inheritdoc/>
    protected override void Store(LockedPage<PageBlocks> page, PageBlocks blocks) =>
        table.Add(Content.Inode, page.Index, blocks);

    /// <summary>
    /// Closing the inode drops pages, not facts about blocks; but no state may say "dirty" without a page.
    /// </summary>
    protected override void DropPage(LockedPage<PageBlocks> page)
    {
        if (!Content.IsClosing || Find(page.Index, attached: null) is { IsDirty: true })
        {
            table.Drop(Content.Inode, page.Index, firstBlock: 0, BlockSize);
        }
    }
}
