//// pair property-of-the-client
//// bad
sealed class Seen;

sealed class Scrub : IReleasePage<Seen>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    public ISet<long> Bad { get; } = new HashSet<long>();

    public ReleaseOutcome ReleasePage(LockedPage<Seen> page, in ReleaseContext context)
    {
        long index = page.Index.Value;
        if (Bad.Contains(index))
        {
            Bad.Remove(index); // bug
        }

        return ReleaseOutcome.Removable;
    }
}
//// clean
sealed class Seen;

sealed class Scrub : IReleasePage<Seen>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    public ISet<long> Bad { get; } = new HashSet<long>();

    public ReleaseOutcome ReleasePage(LockedPage<Seen> page, in ReleaseContext context)
    {
        long index = page.Index.Value;
        if (Bad.Contains(index))
        {
            return ReleaseOutcome.Kept;
        }

        return ReleaseOutcome.Removable;
    }
}
//// pair long-counter-forgotten
//// bad
sealed class Lot;

sealed class Lots : IReleasePage<Lot>
{
    [Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
    private long _highest;

    public void Saw(PageIndex index) => _highest = Math.Max(_highest, index.Value);

    public ReleaseOutcome ReleasePage(LockedPage<Lot> page, in ReleaseContext context)
    {
        if (page.Index.Value == _highest)
        {
            _highest = 0; // bug
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Lot;

sealed class Lots : IReleasePage<Lot>, IReleaseAddressSpace<Lot>
{
    [Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
    private long _highest;

    public void Saw(PageIndex index) => _highest = Math.Max(_highest, index.Value);

    public ReleaseOutcome ReleasePage(LockedPage<Lot> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public ReleaseOutcome Release(AddressSpace<Lot> space, ReleaseMode mode)
    {
        _highest = 0;
        return ReleaseOutcome.Released;
    }
}
//// pair moved-to-another-place
//// bad
sealed class Tag
{
    [Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
    public string? Author { get; set; }

    public int Uses;
}

sealed class Tags : IReleasePage<Tag>
{
    public ReleaseOutcome ReleasePage(LockedPage<Tag> page, in ReleaseContext context)
    {
        if (page.Metadata is { Uses: 0 } tag)
        {
            tag.Author = null; // bug
        }

        return ReleaseOutcome.Kept;
    }
}
//// clean
sealed class Tag
{
    [Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
    public string? Author { get; set; }

    public int Uses;
}

sealed class Tags(ConcurrentDictionary<PageIndex, string> authors) : IReleasePage<Tag>
{
    public ReleaseOutcome ReleasePage(LockedPage<Tag> page, in ReleaseContext context)
    {
        if (page.Metadata is { Uses: 0, Author: { } author })
        {
            authors[page.Index] = author;
            page.Detach();
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Kept;
    }
}
//// pair certainty-tested-by-an-early-return
//// bad
sealed class Proof;

sealed class Proofs : IReleasePage<Proof>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly HashSet<long> _proven = [];

    public ReleaseOutcome ReleasePage(LockedPage<Proof> page, in ReleaseContext context)
    {
        if (context.WillRemove != WillRemove.Certain)
        {
            _proven.Remove(page.Generation); // bug
            return ReleaseOutcome.Kept;
        }

        return ReleaseOutcome.Removable;
    }
}
//// clean
sealed class Proof;

sealed class Proofs : IReleasePage<Proof>, IOnRemove<Proof>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly HashSet<long> _proven = [];

    public ReleaseOutcome ReleasePage(LockedPage<Proof> page, in ReleaseContext context)
    {
        if (context.WillRemove != WillRemove.Certain)
        {
            return ReleaseOutcome.Kept;
        }

        _proven.Remove(page.Generation);
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public void OnRemove(in RemovedPage<Proof> page, RemoveReason reason) => _proven.Remove(page.Generation);
}
//// pair property-set-to-false
//// bad
sealed class Inode
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    public bool NeedsFsync { get; set; }
}

sealed class Mapped;

sealed class Files(Inode inode) : IReleasePage<Mapped>
{
    public ReleaseOutcome ReleasePage(LockedPage<Mapped> page, in ReleaseContext context)
    {
        if (page.IsDirty)
        {
            return ReleaseOutcome.Kept;
        }

        inode.NeedsFsync = false; // bug
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Inode
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    public bool NeedsFsync { get; set; }
}

sealed class Mapped;

sealed class Files(Inode inode) : IReleasePage<Mapped>
{
    public ReleaseOutcome ReleasePage(LockedPage<Mapped> page, in ReleaseContext context)
    {
        if (page.IsDirty || inode.NeedsFsync)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    public void Synced() => inode.NeedsFsync = false;
}
//// pair counter-set-to-zero
//// bad
sealed class Bucket
{
    public int Index;
}

sealed class Quota : IReleasePage<Bucket>
{
    [Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
    private long _reserved;

    public void Reserve(long bytes) => _reserved += bytes;

    public ReleaseOutcome ReleasePage(LockedPage<Bucket> page, in ReleaseContext context) =>
        context.Reason switch // bug
        {
            ReleaseReason.Strip => ReleaseOutcome.Removable,
            _ => Give(page), // bug
        };

    private ReleaseOutcome Give(LockedPage<Bucket> page)
    {
        page.Detach();
        _reserved = 0; // bug
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Bucket
{
    public int Index;
}

sealed class Quota : IReleasePage<Bucket>
{
    [Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
    private long _reserved;

    public void Reserve(long bytes) => _reserved += bytes;

    public ReleaseOutcome ReleasePage(LockedPage<Bucket> page, in ReleaseContext context) => context.Reason switch
    {
        ReleaseReason.Strip => ReleaseOutcome.Removable,
        _ => Give(page),
    };

    private ReleaseOutcome Give(LockedPage<Bucket> page)
    {
        page.Detach();
        return _reserved == 0 ? ReleaseOutcome.Released : Log();
    }

    private ReleaseOutcome Log()
    {
        Console.WriteLine(_reserved);
        return ReleaseOutcome.Released;
    }
}
