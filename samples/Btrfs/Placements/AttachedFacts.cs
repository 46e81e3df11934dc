using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements;

/// <summary>Facts in the metadata of the pages themselves.</summary>
/// <param name="geometry">How blocks lie on pages.</param>
/// <param name="observer">Who hears of them.</param>
/// <param name="markLimit">
/// How many marks may be set at a time: of use where a mark keeps its page in the cache.
/// </param>
internal sealed class AttachedFacts(TreeGeometry geometry, IFactObserver observer, int markLimit = int.MaxValue)
    : PageFacts(geometry, observer)
{
    private int _markCount;

    protected override TreeMetadata? Peek(in PagePin<TreeMetadata> page, long block) => page.Metadata;

    protected override TreeMetadata? Kept(LockedPage<TreeMetadata> page) => page.Metadata;

    protected override void Put(LockedPage<TreeMetadata> page, TreeMetadata metadata) =>
        page.Attach(metadata, metadata.ChargeBytes);

    protected override TreeMetadata? Take(LockedPage<TreeMetadata> page) => page.Detach();

    protected override bool MayMark()
    {
        if (Interlocked.Increment(ref _markCount) <= markLimit)
        {
            return true;
        }

        Interlocked.Decrement(ref _markCount);
        return false;
    }

    protected override void Unmarked(int count) => Interlocked.Add(ref _markCount, -count);
}
