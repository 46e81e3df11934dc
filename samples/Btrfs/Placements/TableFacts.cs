using System.Collections.Concurrent;
using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements;

/// <summary>Facts in a table beside the tree space, filed by the home page of the block.</summary>
/// <param name="geometry">How blocks lie on pages.</param>
/// <param name="observer">Who hears of them.</param>
/// <param name="endsWithPage">
/// Whether an entry goes with its page; otherwise it lives as long as the address space, and its key says so.
/// </param>
internal sealed class TableFacts(TreeGeometry geometry, IFactObserver observer, bool endsWithPage)
    : PageFacts(geometry, observer)
{
    private readonly ConcurrentDictionary<PageIndex, TreeMetadata> _table = [];

    /// <summary>Ends every entry, with the address space or with the client.</summary>
    public void EndAll(AddressSpace space, FactEnd how)
    {
        foreach (PageIndex index in _table.Keys)
        {
            if (_table.TryRemove(index, out TreeMetadata? metadata))
            {
                End(metadata, space, index, 0, how);
            }
        }
    }

    // What goes with its page goes when the space drops it.
    public override void Close(AddressSpace tree)
    {
        if (!endsWithPage)
        {
            EndAll(tree, FactEnd.Dropped);
        }
    }

    protected override TreeMetadata? Peek(in PagePin<TreeMetadata> page, long block) =>
        _table.GetValueOrDefault(Geometry.Home(block));

    protected override TreeMetadata? Kept(LockedPage<TreeMetadata> page) => _table.GetValueOrDefault(page.Index);

    protected override void Put(LockedPage<TreeMetadata> page, TreeMetadata metadata) => _table[page.Index] = metadata;

    protected override TreeMetadata? Take(LockedPage<TreeMetadata> page) =>
        _table.TryRemove(page.Index, out TreeMetadata? metadata) ? metadata : null;

    protected override bool IsKeptAt(PageIndex page, ExtentBuffer block) => page == block.Home;

    protected override FactKey Key(AddressSpace space, PageIndex index, long generation) =>
        endsWithPage ? FactKey.OfPage(space, index, generation) : FactKey.OfSpace(space, index);
}
