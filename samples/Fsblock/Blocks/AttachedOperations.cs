namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>The per-block state is the page's metadata.</summary>
internal abstract class AttachedOperations(
    IBlockContent content, BlockTransfer transfer, Witness witness)
    : BlockOperations(content, transfer, witness)
{
    /// <inheritdoc/>
    public override PageBlocks? Find(PageIndex index, PageBlocks? attached) => attached;

    /// <inheritdoc/>
    protected override void Store(FillPage<PageBlocks> page, PageBlocks blocks)
    {
        page.Attach(blocks, blocks.SizeBytes);
        Observer.Attached(KeyOf(page.Space, page.Index, page.Generation), blocks.SizeBytes);
    }

    /// <inheritdoc/>
    protected override void Store(LockedPage<PageBlocks> page, PageBlocks blocks)
    {
        page.Attach(blocks, blocks.SizeBytes);
        Observer.Attached(KeyOf(page), blocks.SizeBytes);
    }
}
