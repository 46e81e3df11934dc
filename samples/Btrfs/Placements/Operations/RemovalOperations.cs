using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements.Operations;

/// <summary>What is known about a page stays with it, and ends when the page has been removed.</summary>
internal sealed class RemovalOperations(TreeSource source, PageFacts facts, CallbackTrace trace)
    : TreeOperations(source, trace), IReleasePage<TreeMetadata>, IPrepareRelease<TreeMetadata>, IOnRemove<TreeMetadata>
{
    public ReleaseOutcome ReleasePage(LockedPage<TreeMetadata> page, in ReleaseContext context)
    {
        Entered(facts.Observer, page, context);
        return ReleaseOutcome.Removable;
    }

    public ReleaseOutcome PrepareRelease(LockedPage<TreeMetadata> page, in ReleaseContext context)
    {
        Entered(facts.Observer, page, context);
        return ReleaseOutcome.Removable;
    }

    // Neither of both follows an answer other than Released (E8).
    public void CommitRelease(LockedPage<TreeMetadata> page) =>
        Trace.Add(page.Space, page.Index, Trace.Describe(page.Metadata));

    public void AbortRelease(LockedPage<TreeMetadata> page) =>
        Trace.Add(page.Space, page.Index, Trace.Describe(page.Metadata));

    public void OnRemove(in RemovedPage<TreeMetadata> page, RemoveReason reason)
    {
        Trace.Add(page.Space, page.Index, $"{reason}; {Trace.Describe(page.Metadata)}");
        facts.Observer.RemoveCallbackRan(FactKey.OfPage(page.Space, page.Index, page.Generation));
        if (page.Metadata is { } metadata)
        {
            FactEnd how = reason == RemoveReason.TornDown ? FactEnd.Dropped : FactEnd.OnRemove;
            facts.End(metadata, page.Space, page.Index, page.Generation, how);
        }
    }
}
