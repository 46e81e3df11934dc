namespace AopKit;

/// <summary>How an address space is made: its name, its protocols, and what its metadata asks of the engine.</summary>
public sealed record AddressSpaceOptions
{
    /// <summary>A name for messages. Default: "unnamed".</summary>
    public string Name { get; init; } = "unnamed";

    /// <summary>
    /// In which order pages are locked, frozen and released. Default: <see cref="ReleaseProtocol.Prechecked"/>, chosen
    /// by what the Lab measured (docs/protocols.md): it takes away the loss that is certain, and makes no lookup wait.
    /// </summary>
    public ReleaseProtocol ReleaseProtocol { get; init; } = ReleaseProtocol.Prechecked;

    /// <summary>
    /// When <see cref="IOnRemove{T}.OnRemove"/> runs. Default null: <see cref="RemoveNotification.AfterUnlock"/> for a
    /// client that implements it, <see cref="RemoveNotification.None"/> for another.
    /// </summary>
    public RemoveNotification? RemoveNotification { get; init; }

    /// <summary>
    /// Call the release callback for pages without metadata too: for metadata in a side table keyed by page (E5).
    /// </summary>
    public bool ReleaseAlways { get; init; }

    /// <summary>Let the engine offer the space to its client when it is idle and memory is short (E10).</summary>
    public bool Reclaimable { get; init; }

    /// <summary>
    /// The largest window, in pages, that is read ahead of a reader who goes through the space in equal steps; 0: none.
    /// From 0 to 4096. Default null: 32 (128 KiB of pages of 4 KiB, as Linux has it) for clients that implement
    /// <see cref="IReadPages{T}"/>, in caches of 1,024 frames and more; none otherwise, because filled one by one such
    /// pages cost as much as they save.
    /// </summary>
    public int? ReadAheadPages { get; init; }

    /// <summary>
    /// The first page that cannot be filled, asked before each window is read ahead; called on any thread, must not
    /// block. Default null: unknown, and read-ahead stops at the first page whose fill fails.
    /// </summary>
    public Func<PageIndex>? ReadAheadEnd { get; init; }

    /// <summary>Let writers wait for a page's writeback, for clients that check-sum what they write (E19).</summary>
    public bool StablePages { get; init; }

    /// <summary>
    /// The client promises that each of its fills writes every byte of the page, or throws. Then frames are not zeroed
    /// before (E21), which saves a good part of what a miss costs. A fill that breaks the promise shows bytes of other
    /// pages, so <see cref="Checks.Full"/> zeroes nevertheless. Default false.
    /// </summary>
    public bool WritesWholePages { get; init; }

    /// <summary>
    /// How many pages the space has, if most of them will be in the cache at once. Default 0: not known. A flat index
    /// is made for them then, which finds a page with one load. It takes 8.5 to 17 bytes for each of them, charged to
    /// the budget as long as a page is in the cache. If that is more than a 32nd of the budget, or more than a 16th
    /// with what other spaces have of it, the index is a tree, as without this. Pages beyond the number work as others
    /// do. 0 or more.
    /// </summary>
    public long ExpectedPages { get; init; }

    /// <summary>
    /// The metadata holds addresses within the frame: a page moves to another frame only through
    /// <see cref="IMigratePage{T}"/>, or after its metadata was released.
    /// </summary>
    public bool MetadataHoldsFrameAddresses { get; init; }

    /// <summary>
    /// As many pages of the space others leave to it: reclaim for another space's miss, by the background, or by
    /// <see cref="PageCache.Reclaim"/> takes none while the space has no more than these. It is no limit to what the
    /// space's own misses and its own doors (evict, invalidate, truncate) take, and nothing is set aside before the
    /// pages have come. Default 0.
    /// </summary>
    /// <remarks>
    /// All spaces together can reserve what the budget holds less 16 pages; more is refused when a space is made, and
    /// so is a <see cref="PageCache.Resize"/> below what is reserved. Moving a page to another frame does not count.
    /// </remarks>
    public long ReservedPages { get; init; }

    /// <summary>
    /// As many pages the space may have. A miss beyond takes one of the space's own pages out first, whatever is free
    /// elsewhere. It is a hard limit: if none of them can be taken, the caller waits a little and then gets a
    /// <see cref="BudgetExceededException"/> that names the space; read-ahead ends without an error. Pages that have
    /// left under a pin do not count. Default 0: no limit but the budget.
    /// </summary>
    public long MaxPages { get; init; }
}
