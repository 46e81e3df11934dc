using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// <see cref="Placement.ReleasePage"/>: the state ends in the release callback, as buffer heads did in 2009. If the
/// page stays after all, its marks are gone: the loss that this project is about.
/// </summary>
internal class ReleasePageOperations(
    IBlockContent content, BlockTransfer transfer, Witness witness)
    : AttachedOperations(content, transfer, witness), IReleasePage<PageBlocks>, IPrepareRelease<PageBlocks>
{
    /// <inheritdoc/>
    public ReleaseOutcome ReleasePage(LockedPage<PageBlocks> page, in ReleaseContext context)
    {
        Observer.ReleaseCallbackRan(KeyOf(page));
        Trace?.Invoke(Line(page.Space, page.Index, $"ReleasePage, {context.Reason}, is asked for {Shown(page)}"));
        if (page.IsDirty || !MayEnd(page.Metadata))
        {
            return ReleaseOutcome.Kept;
        }

        End(page, FactEnd.ReleaseCallback);
        return ReleaseOutcome.Released;
    }

    /// <inheritdoc/>
    public ReleaseOutcome PrepareRelease(LockedPage<PageBlocks> page, in ReleaseContext context)
    {
        Observer.ReleaseCallbackRan(KeyOf(page));
        Trace?.Invoke(Line(page.Space, page.Index, $"PrepareRelease, {context.Reason}, is asked for {Shown(page)}"));
        return page.IsDirty || !MayEnd(page.Metadata) ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
    }

    /// <inheritdoc/>
    public void CommitRelease(LockedPage<PageBlocks> page)
    {
        Trace?.Invoke(Line(page.Space, page.Index, $"CommitRelease ends {Shown(page)}"));
        End(page, FactEnd.ReleaseCallback);
    }

    /// <summary>The promise is taken back by doing nothing: nothing was done for it.</summary>
    public void AbortRelease(LockedPage<PageBlocks> page) =>
        Trace?.Invoke(Line(page.Space, page.Index, $"AbortRelease keeps {Shown(page)}"));

    /// <summary>Whether the state may be given up now. A dirty page needs it until it is written.</summary>
    protected virtual bool MayEnd(PageBlocks? blocks) => blocks is not { IsDirty: true };

    /// <inheritdoc/>
    protected override void DropPage(LockedPage<PageBlocks> page) =>
        End(page, Content.IsClosing ? FactEnd.AddressSpaceReleased : FactEnd.Dropped);

    private void End(LockedPage<PageBlocks> page, FactEnd end)
    {
        if (page.Detach() is { } blocks)
        {
            ReturnMarks(blocks.MarkCount);
            Observer.Ended(KeyOf(page), end);
        }
    }
}
