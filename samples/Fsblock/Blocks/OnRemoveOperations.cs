using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// <see cref="Placement.OnRemove"/>: the release callback lets the page go with its state attached, and the state ends
/// when the page has really gone. Nothing is lost while the page stays, whatever the protocol.
/// </summary>
internal sealed class OnRemoveOperations(
    IBlockContent content, BlockTransfer transfer, Witness witness)
    : AttachedOperations(content, transfer, witness),
        IReleasePage<PageBlocks>,
        IPrepareRelease<PageBlocks>,
        IOnRemove<PageBlocks>
{
    /// <inheritdoc/>
    public ReleaseOutcome ReleasePage(LockedPage<PageBlocks> page, in ReleaseContext context)
    {
        Observer.ReleaseCallbackRan(KeyOf(page));
        Trace?.Invoke(Line(page.Space, page.Index, $"ReleasePage, {context.Reason}, is asked for {Shown(page)}"));
        return ReleaseOutcome.Removable;
    }

    /// <inheritdoc/>
    public ReleaseOutcome PrepareRelease(LockedPage<PageBlocks> page, in ReleaseContext context)
    {
        Observer.ReleaseCallbackRan(KeyOf(page));
        Trace?.Invoke(Line(page.Space, page.Index, $"PrepareRelease, {context.Reason}, is asked for {Shown(page)}"));
        return ReleaseOutcome.Removable;
    }

    /// <summary>Follows only a promise, and this client makes none.</summary>
    public void CommitRelease(LockedPage<PageBlocks> page)
    {
    }

    /// <inheritdoc cref="CommitRelease"/>
    public void AbortRelease(LockedPage<PageBlocks> page)
    {
    }

    /// <inheritdoc/>
    public void OnRemove(in RemovedPage<PageBlocks> page, RemoveReason reason)
    {
        FactKey key = KeyOf(page.Space, page.Index, page.Generation);
        Observer.RemoveCallbackRan(key);
        Trace?.Invoke(Line(page.Space, page.Index, $"OnRemove, {reason}, ends {page.Metadata}"));
        if (page.Metadata is not null)
        {
            Observer.Ended(key, FactEnd.OnRemove);
        }
    }

    /// <summary>
    /// The state stays attached for <see cref="OnRemove"/>; blocks that are cut off lose their marks here.
    /// </summary>
    protected override void DropPage(LockedPage<PageBlocks> page)
    {
        if (page.Metadata is { } blocks && !Content.IsClosing)
        {
            DropBlocks(KeyOf(page), blocks, 0, blocks.Count);
        }
    }
}
