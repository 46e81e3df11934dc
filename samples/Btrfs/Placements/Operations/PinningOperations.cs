using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements.Operations;

/// <summary>A page with a mark does not go. Without one, what is known about it ends in the release callback.</summary>
internal sealed class PinningOperations(TreeSource source, PageFacts facts, CallbackTrace trace)
    : TreeOperations(source, trace), IReleasePage<TreeMetadata>, IInvalidatePage<TreeMetadata>
{
    public ReleaseOutcome ReleasePage(LockedPage<TreeMetadata> page, in ReleaseContext context)
    {
        Entered(facts.Observer, page, context);
        return facts.MarksAt(page) > 0 ? ReleaseOutcome.Kept
            : facts.TryEnd(page, FactEnd.ReleaseCallback) ? ReleaseOutcome.Released
            : ReleaseOutcome.Removable;
    }

    public void InvalidatePage(LockedPage<TreeMetadata> page, ByteRange range)
    {
        Trace.Add(page.Space, page.Index, Trace.Describe(page.Metadata));
        if (range.IsWholePage)
        {
            facts.TryEnd(page, FactEnd.Dropped);
        }
    }
}
