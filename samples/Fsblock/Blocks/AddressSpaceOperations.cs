using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// <see cref="Placement.AddressSpace"/>: the table outlives the pages and ends with the address space. There is no
/// release callback, so pages go without a question.
/// </summary>
internal sealed class AddressSpaceOperations : TableOperations
{
    // Made beforehand, because Release(Forced) must not allocate (E10); it looks into the table when it is first moved.
    private readonly IEnumerator<KeyValuePair<long, PageBlocks>> _statesAtTheEnd;

    /// <summary>Makes the operations of one address space.</summary>
    public AddressSpaceOperations(IBlockContent content, BlockTransfer transfer, Witness witness)
        : base(content, transfer, witness) => _statesAtTheEnd = States.GetEnumerator();

    /// <inheritdoc/>
    public override void Forget(AddressSpace<PageBlocks> space, long firstBlock)
    {
        foreach ((long page, PageBlocks blocks) in States)
        {
            FactKey key = FactKey.OfSpace(space, new PageIndex(page));
            int kept = (int)Math.Clamp(firstBlock - page * blocks.Count, 0, blocks.Count);
            if (kept == 0)
            {
                End(key, FactEnd.Dropped);
            }
            else
            {
                DropBlocks(key, blocks, kept, blocks.Count);
            }
        }
    }

    /// <inheritdoc/>
    protected override FactKey KeyOf(AddressSpace<PageBlocks> space, PageIndex index, long generation) =>
        FactKey.OfSpace(space, index);

    /// <inheritdoc/>
    protected override void DropPage(LockedPage<PageBlocks> page)
    {
        if (!Content.IsClosing)
        {
            End(KeyOf(page), FactEnd.Dropped);
        }
    }

    /// <inheritdoc/>
    protected override void EndWithAddressSpace(AddressSpace<PageBlocks> space)
    {
        while (_statesAtTheEnd.MoveNext())
        {
            End(FactKey.OfSpace(space, new PageIndex(_statesAtTheEnd.Current.Key)), FactEnd.AddressSpaceReleased);
        }
    }
}
