using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// <see cref="Placement.Pinned"/>: the release callback refuses while a block is marked. No mark is lost, and no page
/// with one can be reclaimed.
/// </summary>
internal sealed class PinnedOperations(
    IBlockContent content, BlockTransfer transfer, Witness witness, MarkLimit limit)
    : ReleasePageOperations(content, transfer, witness)
{
    /// <inheritdoc/>
    protected override bool MayEnd(PageBlocks? blocks) => base.MayEnd(blocks) && blocks is null or { MarkCount: 0 };

    /// <inheritdoc/>
    protected override bool TryTakeMark() => limit.TryTake();

    /// <inheritdoc/>
    protected override void ReturnMarks(int count) => limit.Return(count);
}
