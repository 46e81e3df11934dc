using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements;

/// <summary>
/// Facts in a table of the file system, filed by block: they outlive page and address space, and give way only under
/// memory pressure. What a mark says is lost if it goes, what a check says is made again: so unmarked ones go first.
/// </summary>
/// <remarks>
/// Two lists in order of age hold the objects themselves, so that a scan finds what it may free without a walk over
/// their owners. The one lock is never held around a call into the cache (C5).
/// </remarks>
internal sealed class BlockTable(TreeGeometry geometry, IFactObserver observer)
    : FactStore(geometry, observer), IShrinker
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, LinkedListNode<ExtentBuffer>> _blocks = [];
    private readonly LinkedList<ExtentBuffer> _unmarked = [];
    private readonly LinkedList<ExtentBuffer> _marked = [];

    public override ExtentBuffer? Find(in PagePin<TreeMetadata> page, long block)
    {
        ExtentBuffer? found;
        lock (_lock)
        {
            found = _blocks.GetValueOrDefault(block)?.Value;
        }

        Observer.LookedUp(FactKey.OfPage(page.Space, page.Index, page.Generation), found is not null);
        return found;
    }

    public override void Keep(in PagePin<TreeMetadata> page, ExtentBuffer block)
    {
        lock (_lock)
        {
            KeepLocked(block);
        }
    }

    public override bool TryMark(in PagePin<TreeMetadata> home, ExtentBuffer block)
    {
        lock (_lock)
        {
            LinkedListNode<ExtentBuffer> kept = KeepLocked(block);
            if (kept.Value.NeedsDefrag)
            {
                return false;
            }

            Move(kept, _unmarked, _marked, needsDefrag: true);
            Observer.Marked(FactKey.OfBlock(block.Address), block.Address);
            return true;
        }
    }

    public override bool TryConsume(in PagePin<TreeMetadata> home, long block)
    {
        lock (_lock)
        {
            if (!_blocks.TryGetValue(block, out LinkedListNode<ExtentBuffer>? kept) || !kept.Value.NeedsDefrag)
            {
                return false;
            }

            Move(kept, _marked, _unmarked, needsDefrag: false);
            Observer.Unmarked(FactKey.OfBlock(block), block, FactEnd.Consumed);
            return true;
        }
    }

    public long Count(in ShrinkContext context)
    {
        lock (_lock)
        {
            return _blocks.Count;
        }
    }

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        lock (_lock)
        {
            while (freed < objectCount && (_unmarked.First ?? _marked.First) is { } oldest)
            {
                End(oldest, FactEnd.Shrunk);
                freed++;
            }
        }

        return ShrinkResult.Freed(freed);
    }

    public override void Close(AddressSpace tree)
    {
        lock (_lock)
        {
            while ((_unmarked.First ?? _marked.First) is { } any)
            {
                End(any, FactEnd.Dropped);
            }
        }
    }

    private LinkedListNode<ExtentBuffer> KeepLocked(ExtentBuffer block)
    {
        if (!_blocks.TryGetValue(block.Address, out LinkedListNode<ExtentBuffer>? kept))
        {
            kept = _unmarked.AddLast(block);
            _blocks.Add(block.Address, kept);
            block.Attached();
            Observer.Attached(FactKey.OfBlock(block.Address), block.ChargeBytes * Geometry.PagesPerBlock);
        }

        return kept;
    }

    private static void Move(
        LinkedListNode<ExtentBuffer> node,
        LinkedList<ExtentBuffer> from,
        LinkedList<ExtentBuffer> to,
        bool needsDefrag)
    {
        from.Remove(node);
        to.AddLast(node);
        node.Value.NeedsDefrag = needsDefrag;
    }

    private void End(LinkedListNode<ExtentBuffer> node, FactEnd how)
    {
        ExtentBuffer block = node.Value;
        node.List!.Remove(node);
        _blocks.Remove(block.Address);
        block.Ended(block.Home);
        Observer.Ended(FactKey.OfBlock(block.Address), how);
    }
}
