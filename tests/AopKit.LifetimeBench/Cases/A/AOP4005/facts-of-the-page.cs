//// pair parsed-view-ends-in-release
//// bad
sealed class Header
{
    public int Rows;
}

sealed class Headers : IReleasePage<Header>, IOnRemove<Header>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly Dictionary<PageIndex, int> _rows = [];

    public ReleaseOutcome ReleasePage(LockedPage<Header> page, in ReleaseContext context)
    {
        lock (_rows)
        {
            if (_rows.Remove(page.Index, out int rows)) // bug
            {
                Console.WriteLine(rows);
            }
        }

        return ReleaseOutcome.Removable;
    }

    public void OnRemove(in RemovedPage<Header> page, RemoveReason reason)
    {
    }
}
//// clean
sealed class Header
{
    public int Rows;
}

sealed class Headers : IReleasePage<Header>, IOnRemove<Header>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly ConcurrentDictionary<PageIndex, int> _rows = new();

    public ReleaseOutcome ReleasePage(LockedPage<Header> page, in ReleaseContext context) => ReleaseOutcome.Removable;

    public void OnRemove(in RemovedPage<Header> page, RemoveReason reason)
    {
        _rows.TryRemove(page.Index, out _);
    }
}
//// pair metadata-with-a-longer-fact
//// bad
sealed class Extent
{
    public long Offset;

    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    public bool IsShared;
}

sealed class Extents : IReleasePage<Extent>
{
    public ReleaseOutcome ReleasePage(LockedPage<Extent> page, in ReleaseContext context)
    {
        if (page.Metadata is { Offset: < 0 })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach(); // bug
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Extent
{
    public long Offset;

    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    public bool IsShared;
}

sealed class Extents(HashSet<long> shared) : IReleasePage<Extent>
{
    public ReleaseOutcome ReleasePage(LockedPage<Extent> page, in ReleaseContext context)
    {
        Extent? extent = page.Metadata;
        if (extent is { IsShared: true } or null)
        {
            return ReleaseOutcome.Kept;
        }

        shared.Add(extent.Offset);
        return ReleaseOutcome.Removable;
    }
}
//// pair flag-inside-the-metadata
//// bad
sealed class Leaf
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    public bool IsChecked { get; set; }

    public bool InUse { get; set; }
}

sealed class Leaves : IReleasePage<Leaf>
{
    public ReleaseOutcome ReleasePage(LockedPage<Leaf> page, in ReleaseContext context)
    {
        Leaf? leaf = page.Metadata;
        if (leaf is null)
        {
            return ReleaseOutcome.Removable;
        }

        leaf.IsChecked = false; // bug
        return leaf.InUse ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
    }
}
//// clean
sealed class Leaf
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    public bool IsChecked { get; set; }

    public bool InUse { get; set; }
}

sealed class Leaves : IReleasePage<Leaf>
{
    public ReleaseOutcome ReleasePage(LockedPage<Leaf> page, in ReleaseContext context)
    {
        Leaf? leaf = page.Metadata;
        if (leaf is null)
        {
            return ReleaseOutcome.Removable;
        }

        leaf.InUse = !leaf.IsChecked;
        return leaf.InUse ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
    }
}
//// pair whole-type-lives-longer
//// bad
[Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
sealed class Translation
{
    public Dictionary<long, long> Blocks = [];
}

sealed class Client : IReleasePage<Translation>
{
    public ReleaseOutcome ReleasePage(LockedPage<Translation> page, in ReleaseContext context)
    {
        return Drop(page); // bug
    }

    private static ReleaseOutcome Drop(LockedPage<Translation> page)
    {
        page.Detach(); // bug
        return ReleaseOutcome.Released;
    }
}
//// clean
[Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
sealed class Translation
{
    public Dictionary<long, long> Blocks = [];
}

sealed class Client : IReleasePage<Translation>
{
    private readonly ConcurrentDictionary<PageIndex, Translation> _translations = new();

    public ReleaseOutcome ReleasePage(LockedPage<Translation> page, in ReleaseContext context)
    {
        return Keep(page);
    }

    private ReleaseOutcome Keep(LockedPage<Translation> page)
    {
        if (page.Detach() is { } translation)
        {
            _translations[page.Index] = translation;
        }

        return ReleaseOutcome.Released;
    }
}
//// pair stack-emptied-in-a-loop
//// bad
sealed class Lru;

sealed class Recent : IReleasePage<Lru>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly List<PageIndex> _order = [];

    public ReleaseOutcome ReleasePage(LockedPage<Lru> page, in ReleaseContext context)
    {
        for (int i = _order.Count - 1; i >= 0; i--)
        {
            if (_order[i] == page.Index)
            {
                _order.RemoveAt(i); // bug
            }
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Lru;

sealed class Recent : IReleasePage<Lru>, IOnRemove<Lru>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly List<PageIndex> _order = [];

    public ReleaseOutcome ReleasePage(LockedPage<Lru> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public void OnRemove(in RemovedPage<Lru> page, RemoveReason reason)
    {
        for (int i = _order.Count - 1; i >= 0; i--)
        {
            if (_order[i] == page.Index)
            {
                _order.RemoveAt(i);
            }
        }
    }
}
