using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements;

/// <summary>
/// Facts that are filed by page. All changes are made under the page's lock, so that they and the callbacks for that
/// page, and the calls of the observer, come in one order.
/// </summary>
internal abstract class PageFacts(TreeGeometry geometry, IFactObserver observer) : FactStore(geometry, observer)
{
    public override ExtentBuffer? Find(in PagePin<TreeMetadata> page, long block)
    {
        TreeMetadata? metadata = Peek(page, block);
        Observer.LookedUp(FactKey.OfPage(page.Space, page.Index, page.Generation), metadata is not null);
        return metadata?.Find(block);
    }

    public override void Keep(in PagePin<TreeMetadata> page, ExtentBuffer block)
    {
        using LockedPage<TreeMetadata> locked = page.Lock();
        if (IsKeptAt(locked.Index, block))
        {
            KeepLocked(locked, block);
        }
    }

    public override bool TryMark(in PagePin<TreeMetadata> home, ExtentBuffer block)
    {
        using LockedPage<TreeMetadata> locked = home.Lock();
        ExtentBuffer kept = KeepLocked(locked, block);
        if (kept.NeedsDefrag || !MayMark())
        {
            return false;
        }

        kept.NeedsDefrag = true;
        Observer.Marked(Key(locked.Space, locked.Index, locked.Generation), kept.Address);
        return true;
    }

    public override bool TryConsume(in PagePin<TreeMetadata> home, long block)
    {
        if (Peek(home, block)?.Find(block) is not { NeedsDefrag: true })
        {
            return false;
        }

        using LockedPage<TreeMetadata> locked = home.Lock();
        if (Kept(locked)?.Find(block) is not { NeedsDefrag: true } kept)
        {
            return false;
        }

        kept.NeedsDefrag = false;
        Unmarked(1);
        Observer.Unmarked(Key(locked.Space, locked.Index, locked.Generation), block, FactEnd.Consumed);
        return true;
    }

    /// <summary>How many marks are kept at a page, or null if nothing is. Called in callbacks.</summary>
    public int? MarksAt(LockedPage<TreeMetadata> page) => Kept(page)?.MarksAt(page.Index);

    /// <summary>Ends what is kept for a page. Called in callbacks.</summary>
    /// <returns>Whether there was something.</returns>
    public bool TryEnd(LockedPage<TreeMetadata> page, FactEnd how)
    {
        if (Take(page) is not { } metadata)
        {
            return false;
        }

        End(metadata, page.Space, page.Index, page.Generation, how);
        return true;
    }

    /// <summary>Ends metadata that has left its place.</summary>
    public void End(TreeMetadata metadata, AddressSpace space, PageIndex index, long generation, FactEnd how)
    {
        Unmarked(metadata.MarksAt(index));
        metadata.Ended(index);
        Observer.Ended(Key(space, index, generation), how);
    }

    /// <summary>What is kept at the page, or at the block's home, as it looks without a lock.</summary>
    protected abstract TreeMetadata? Peek(in PagePin<TreeMetadata> page, long block);

    protected abstract TreeMetadata? Kept(LockedPage<TreeMetadata> page);

    protected abstract void Put(LockedPage<TreeMetadata> page, TreeMetadata metadata);

    protected abstract TreeMetadata? Take(LockedPage<TreeMetadata> page);

    /// <summary>Whether something is kept at this page of the block: at each of them, or at its home alone.</summary>
    protected virtual bool IsKeptAt(PageIndex page, ExtentBuffer block) => true;

    protected virtual FactKey Key(AddressSpace space, PageIndex index, long generation) =>
        FactKey.OfPage(space, index, generation);

    /// <summary>Whether one more mark may be set; if so it is counted.</summary>
    protected virtual bool MayMark() => true;

    /// <summary>Marks ended.</summary>
    protected virtual void Unmarked(int count)
    {
    }

    private ExtentBuffer KeepLocked(LockedPage<TreeMetadata> page, ExtentBuffer block)
    {
        if (Kept(page) is { } metadata)
        {
            metadata.Add(block);
            return metadata.Find(block.Address) ?? block;
        }

        metadata = Geometry.MetadataFor(block);
        Put(page, metadata);
        metadata.Attached();
        Observer.Attached(Key(page.Space, page.Index, page.Generation), metadata.ChargeBytes);
        return block;
    }
}
