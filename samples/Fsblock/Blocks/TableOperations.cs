using System.Collections.Concurrent;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>The per-block state lives in a table of the address space, keyed by page; nothing is attached.</summary>
internal abstract class TableOperations(
    IBlockContent content, BlockTransfer transfer, Witness witness)
    : BlockOperations(content, transfer, witness)
{
    /// <summary>The states, by page index.</summary>
    protected ConcurrentDictionary<long, PageBlocks> States { get; } = new();

    /// <inheritdoc/>
    public override PageBlocks? Find(PageIndex index, PageBlocks? attached) => States.GetValueOrDefault(index.Value);

    /// <inheritdoc/>
    protected override void Store(FillPage<PageBlocks> page, PageBlocks blocks) =>
        Store(KeyOf(page.Space, page.Index, page.Generation), page.Index, blocks);

    /// <inheritdoc/>
    protected override void Store(LockedPage<PageBlocks> page, PageBlocks blocks) =>
        Store(KeyOf(page), page.Index, blocks);

    /// <summary>Takes a state out of the table.</summary>
    protected void End(FactKey key, FactEnd end)
    {
        if (States.TryRemove(key.Index, out _))
        {
            Observer.Ended(key, end);
        }
    }

    private void Store(FactKey key, PageIndex index, PageBlocks blocks)
    {
        States[index.Value] = blocks;
        Observer.Attached(key, blocks.SizeBytes);
    }
}
