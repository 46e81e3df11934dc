using AopKit.Samples.Btrfs.Placements;

namespace AopKit.Samples.Btrfs;

/// <summary>
/// What the client knows about a page of the tree space. A block that fills a page or more is attached itself, to each
/// of its pages; a page that holds several blocks has one object for all of them.
/// </summary>
public abstract class TreeMetadata
{
    private protected TreeMetadata()
    {
    }

    /// <summary>What it is charged with at each page that it is attached to, in bytes.</summary>
    internal abstract int ChargeBytes { get; }

    /// <summary>
    /// The extent buffer of the block at the logical address <paramref name="block"/>, if it is known.
    /// </summary>
    internal abstract ExtentBuffer? Find(long block);

    /// <summary>Remembers a block; one that is known already stays. The page's lock is held.</summary>
    internal abstract void Add(ExtentBuffer block);

    /// <summary>How many marks are kept at this page. The page's lock is held.</summary>
    internal abstract int MarksAt(PageIndex page);

    /// <summary>It was put onto a page, or into a table for it. The page's lock is held.</summary>
    internal abstract void Attached();

    /// <summary>It was taken off that page, and the marks kept there are gone.</summary>
    internal abstract void Ended(PageIndex page);
}
