using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// <see cref="Placement.SideTable"/>: the table follows the pages, so the release callback takes the state out. It must
/// be called for pages without metadata, which is what <c>ReleaseAlways</c> asks for.
/// </summary>
internal sealed class SideTableOperations(
    IBlockContent content, BlockTransfer transfer, Witness witness)
    : TableOperations(content, transfer, witness), IReleasePage<PageBlocks>, IPrepareRelease<PageBlocks>
{
    /// <inheritdoc/>
    public override AddressSpaceOptions Configure(AddressSpaceOptions options) => options with { ReleaseAlways = true };

    /// <inheritdoc/>
    public ReleaseOutcome ReleasePage(LockedPage<PageBlocks> page, in ReleaseContext context)
    {
        Observer.ReleaseCallbackRan(KeyOf(page));
        Trace?.Invoke(Line(page.Space, page.Index, $"ReleasePage, {context.Reason}, is asked for {Shown(page)}"));
        if (page.IsDirty || IsNeeded(page.Index))
        {
            return ReleaseOutcome.Kept;
        }

        End(KeyOf(page), FactEnd.ReleaseCallback);
        return ReleaseOutcome.Released;
    }

    /// <inheritdoc/>
    public ReleaseOutcome PrepareRelease(LockedPage<PageBlocks> page, in ReleaseContext context)
    {
        Observer.ReleaseCallbackRan(KeyOf(page));
        Trace?.Invoke(Line(page.Space, page.Index, $"PrepareRelease, {context.Reason}, is asked for {Shown(page)}"));
        return page.IsDirty || IsNeeded(page.Index) ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
    }

    /// <inheritdoc/>
    public void CommitRelease(LockedPage<PageBlocks> page)
    {
        Trace?.Invoke(Line(page.Space, page.Index, $"CommitRelease ends {Shown(page)}"));
        End(KeyOf(page), FactEnd.ReleaseCallback);
    }

    /// <summary>The promise is taken back by doing nothing: nothing was done for it.</summary>
    public void AbortRelease(LockedPage<PageBlocks> page) =>
        Trace?.Invoke(Line(page.Space, page.Index, $"AbortRelease keeps {Shown(page)}"));

    /// <inheritdoc/>
    protected override void DropPage(LockedPage<PageBlocks> page) =>
        End(KeyOf(page), Content.IsClosing ? FactEnd.AddressSpaceReleased : FactEnd.Dropped);

    private bool IsNeeded(PageIndex index) => Find(index, attached: null) is { IsDirty: true };
}
