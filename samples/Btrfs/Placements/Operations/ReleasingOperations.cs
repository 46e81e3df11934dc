using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements.Operations;

/// <summary>
/// What is known about a page ends in the release callback, in the page's metadata or in a table beside it: as in 2009.
/// </summary>
internal sealed class ReleasingOperations(TreeSource source, PageFacts facts, CallbackTrace trace)
    : TreeOperations(source, trace), IReleasePage<TreeMetadata>, IPrepareRelease<TreeMetadata>,
        IInvalidatePage<TreeMetadata>
{
    public ReleaseOutcome ReleasePage(LockedPage<TreeMetadata> page, in ReleaseContext context)
    {
        Entered(facts.Observer, page, context);
        return facts.TryEnd(page, FactEnd.ReleaseCallback) ? ReleaseOutcome.Released : ReleaseOutcome.Removable;
    }

    public ReleaseOutcome PrepareRelease(LockedPage<TreeMetadata> page, in ReleaseContext context)
    {
        Entered(facts.Observer, page, context);
        return facts.MarksAt(page) is null ? ReleaseOutcome.Removable : ReleaseOutcome.Released;
    }

    public void CommitRelease(LockedPage<TreeMetadata> page)
    {
        Trace.Add(page.Space, page.Index, Trace.Describe(page.Metadata));
        facts.TryEnd(page, FactEnd.ReleaseCallback);
    }

    // Preparing changed nothing, so that there is nothing to take back.
    public void AbortRelease(LockedPage<TreeMetadata> page) =>
        Trace.Add(page.Space, page.Index, Trace.Describe(page.Metadata));

    public void InvalidatePage(LockedPage<TreeMetadata> page, ByteRange range)
    {
        Trace.Add(page.Space, page.Index, Trace.Describe(page.Metadata));
        if (range.IsWholePage)
        {
            facts.TryEnd(page, FactEnd.Dropped);
        }
    }
}
