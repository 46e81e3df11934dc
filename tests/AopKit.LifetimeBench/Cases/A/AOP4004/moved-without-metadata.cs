//// pair only-the-table-moves
//// bad
sealed class Extent
{
    public long Disk;
}

sealed class Extents : IAddressSpaceOperations<Extent>, IMigratePage<Extent>
{
    private readonly ConcurrentDictionary<long, long> _generations = new();

    public void ReadPage(FillPage<Extent> page)
    {
        _generations[page.Index.Value] = page.Generation;
        page.Attach(new Extent { Disk = page.Index.Value * 8 });
    }

    public MigrateOutcome MigratePage(LockedPage<Extent> from, LockedPage<Extent> to)
    {
        _generations[to.Index.Value] = to.Generation;
        return MigrateOutcome.Moved; // bug
    }
}
//// clean
sealed class Extent
{
    public long Disk;
}

sealed class Extents : IAddressSpaceOperations<Extent>, IMigratePage<Extent>
{
    private readonly ConcurrentDictionary<long, long> _generations = new();

    public void ReadPage(FillPage<Extent> page)
    {
        _generations[page.Index.Value] = page.Generation;
        page.Attach(new Extent { Disk = page.Index.Value * 8 });
    }

    public MigrateOutcome MigratePage(LockedPage<Extent> from, LockedPage<Extent> to)
    {
        _generations[to.Index.Value] = to.Generation;
        if (from.Detach() is { } extent)
        {
            to.Attach(extent);
        }

        return MigrateOutcome.Moved;
    }
}
//// pair detached-and-dropped
//// bad
sealed class Parsed
{
    public nint Address;
}

sealed class Pages : IAddressSpaceOperations<Parsed>, IMigratePage<Parsed>
{
    public void ReadPage(FillPage<Parsed> page) => page.Attach(new Parsed { Address = page.Bytes.Length });

    public MigrateOutcome MigratePage(LockedPage<Parsed> from, LockedPage<Parsed> to)
    {
        Parsed? parsed = from.Detach();
        if (parsed is not null)
        {
            parsed.Address = to.Bytes.Length;
        }

        return MigrateOutcome.Moved; // bug
    }
}
//// clean
sealed class Parsed
{
    public nint Address;
}

sealed class Pages : IAddressSpaceOperations<Parsed>, IMigratePage<Parsed>
{
    public void ReadPage(FillPage<Parsed> page) => page.Attach(new Parsed { Address = page.Bytes.Length });

    public MigrateOutcome MigratePage(LockedPage<Parsed> from, LockedPage<Parsed> to)
    {
        Parsed? parsed = from.Detach();
        if (parsed is not null)
        {
            parsed.Address = to.Bytes.Length;
            to.Attach(parsed);
        }

        return MigrateOutcome.Moved;
    }
}
//// pair attached-where-it-was
//// bad
sealed record View(int Length);

sealed class Views : IAddressSpaceOperations<View>, IMigratePage<View>
{
    public void ReadPage(FillPage<View> page) => page.Attach(new View(page.Bytes.Length));

    public MigrateOutcome MigratePage(LockedPage<View> from, LockedPage<View> to)
    {
        if (from.Detach() is { } view)
        {
            from.Attach(view with { Length = to.Bytes.Length });
        }

        return MigrateOutcome.Moved; // bug
    }
}
//// clean
sealed record View(int Length);

sealed class Views : IAddressSpaceOperations<View>, IMigratePage<View>
{
    public void ReadPage(FillPage<View> page) => page.Attach(new View(page.Bytes.Length));

    public MigrateOutcome MigratePage(LockedPage<View> from, LockedPage<View> to)
    {
        if (from.Detach() is not { } view)
        {
            return MigrateOutcome.Moved;
        }

        to.Attach(view with { Length = to.Bytes.Length });
        return MigrateOutcome.Moved;
    }
}
//// pair ternary-over-the-dirty-state
//// bad
sealed class Count
{
    public int Lines;
}

sealed class Lines : IAddressSpaceOperations<Count>, IMigratePage<Count>
{
    void IAddressSpaceOperations<Count>.ReadPage(FillPage<Count> page)
    {
        page.Attach(new Count { Lines = page.Bytes.Count((byte)'\n') });
    }

    MigrateOutcome IMigratePage<Count>.MigratePage(LockedPage<Count> from, LockedPage<Count> to) =>
        from.IsDirty ? MigrateOutcome.Kept : MigrateOutcome.Moved; // bug
}
//// clean
sealed class Count
{
    public int Lines;
}

sealed class Lines : IAddressSpaceOperations<Count>, IMigratePage<Count>
{
    void IAddressSpaceOperations<Count>.ReadPage(FillPage<Count> page)
    {
        page.Attach(new Count { Lines = page.Bytes.Count((byte)'\n') });
    }

    MigrateOutcome IMigratePage<Count>.MigratePage(LockedPage<Count> from, LockedPage<Count> to)
    {
        if (from.IsDirty)
        {
            return MigrateOutcome.Kept;
        }

        if (from.Detach() is { } count)
        {
            to.Attach(count);
        }

        return MigrateOutcome.Moved;
    }
}
//// pair refuses-only-what-is-in-use
//// bad
sealed class Slot
{
    public int Users { get; set; }
}

sealed class Slots : IAddressSpaceOperations<Slot>, IMigratePage<Slot>
{
    private readonly int _limit = 4;

    public void ReadPage(FillPage<Slot> page) => page.Attach(new(), chargeBytes: 64);

    public MigrateOutcome MigratePage(LockedPage<Slot> from, LockedPage<Slot> to)
    {
        switch (from.Metadata)
        {
            case { Users: var users } when users > _limit:
                return MigrateOutcome.Kept;
            case null:
                return MigrateOutcome.Moved;
            default:
                return MigrateOutcome.Moved; // bug
        }
    }
}
//// clean
sealed class Slot
{
    public int Users { get; set; }
}

sealed class Slots : IAddressSpaceOperations<Slot>, IMigratePage<Slot>
{
    private readonly int _limit = 4;

    public void ReadPage(FillPage<Slot> page) => page.Attach(new(), chargeBytes: 64);

    public MigrateOutcome MigratePage(LockedPage<Slot> from, LockedPage<Slot> to)
    {
        switch (from.Metadata)
        {
            case { Users: var users } when users > _limit:
                return MigrateOutcome.Kept;
            case null:
                return MigrateOutcome.Moved;
            default:
                to.Attach(from.Detach()!);
                return MigrateOutcome.Moved;
        }
    }
}
//// pair null-test-the-wrong-way-round
//// bad
sealed class Link
{
    public long Next;
}

sealed class Links(long size) : IAddressSpaceOperations<Link>, IMigratePage<Link>
{
    public void ReadPage(FillPage<Link> page)
    {
        if (page.Index.Value < size)
        {
            page.Attach(new Link { Next = page.Index.Value + 1 });
        }
    }

    public MigrateOutcome MigratePage(LockedPage<Link> from, LockedPage<Link> to)
    {
        if (from.Metadata is not null)
        {
            return MigrateOutcome.Moved; // bug
        }

        to.Attach(from.Detach() ?? new Link());
        return MigrateOutcome.Moved;
    }
}
//// clean
sealed class Link
{
    public long Next;
}

sealed class Links(long size) : IAddressSpaceOperations<Link>, IMigratePage<Link>
{
    public void ReadPage(FillPage<Link> page)
    {
        if (page.Index.Value < size)
        {
            page.Attach(new Link { Next = page.Index.Value + 1 });
        }
    }

    public MigrateOutcome MigratePage(LockedPage<Link> from, LockedPage<Link> to)
    {
        if (from.Metadata is null)
        {
            return MigrateOutcome.Moved;
        }

        to.Attach(from.Detach() ?? new Link());
        return MigrateOutcome.Moved;
    }
}
