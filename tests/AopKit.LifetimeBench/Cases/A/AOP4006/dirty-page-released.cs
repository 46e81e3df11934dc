//// pair released-whoever-asks
//// bad
sealed class Journal
{
    [UnwrittenState]
    public int Pending { get; set; }

    public bool InUse { get; set; }
}

sealed class Journals : IReleasePage<Journal>
{
    public ReleaseOutcome ReleasePage(LockedPage<Journal> page, in ReleaseContext context)
    {
        if (page.Metadata is { InUse: true })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach(); // bug
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Journal
{
    [UnwrittenState]
    public int Pending { get; set; }

    public bool InUse { get; set; }
}

sealed class Journals : IReleasePage<Journal>
{
    public ReleaseOutcome ReleasePage(LockedPage<Journal> page, in ReleaseContext context)
    {
        if (page.Metadata is { InUse: true } || page.IsDirty)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair test-the-wrong-way-round
//// bad
sealed class Delta
{
    [UnwrittenState]
    public readonly List<int> Offsets = [];
}

sealed class Deltas : IReleasePage<Delta>
{
    public ReleaseOutcome ReleasePage(LockedPage<Delta> page, in ReleaseContext context)
    {
        if (!page.IsDirty)
        {
            return ReleaseOutcome.Removable;
        }

        page.Detach(); // bug
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Delta
{
    [UnwrittenState]
    public readonly List<int> Offsets = [];
}

sealed class Deltas : IReleasePage<Delta>
{
    public ReleaseOutcome ReleasePage(LockedPage<Delta> page, in ReleaseContext context)
    {
        if (page.IsDirty)
        {
            return ReleaseOutcome.Removable;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair test-after-the-deed
//// bad
[UnwrittenState]
sealed record Reservation(long Blocks);

sealed class Reservations : IReleasePage<Reservation>
{
    private long _lost;

    ReleaseOutcome IReleasePage<Reservation>.ReleasePage(LockedPage<Reservation> page, in ReleaseContext context)
    {
        Reservation? reservation = page.Detach(); // bug
        if (page.IsDirty)
        {
            _lost += reservation?.Blocks ?? 0;
        }

        return ReleaseOutcome.Released; // bug
    }
}
//// clean
[UnwrittenState]
sealed record Reservation(long Blocks);

sealed class Reservations : IReleasePage<Reservation>
{
    private long _freed;

    ReleaseOutcome IReleasePage<Reservation>.ReleasePage(LockedPage<Reservation> page, in ReleaseContext context)
    {
        if (page.IsDirty)
        {
            return ReleaseOutcome.Kept;
        }

        Reservation? reservation = page.Detach();
        _freed += reservation?.Blocks ?? 0;
        return ReleaseOutcome.Released;
    }
}
//// pair only-the-first-page-is-spared
//// bad
sealed class Super
{
    [UnwrittenState]
    public uint Checksum;
}

sealed class Supers : IReleasePage<Super>
{
    public ReleaseOutcome ReleasePage(LockedPage<Super> page, in ReleaseContext context)
    {
        if (page.IsDirty && page.Index.Value == 0)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach(); // bug
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Super
{
    [UnwrittenState]
    public uint Checksum;
}

sealed class Supers : IReleasePage<Super>
{
    public ReleaseOutcome ReleasePage(LockedPage<Super> page, in ReleaseContext context)
    {
        if (page.IsDirty || page.Index.Value == 0)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair ternary-with-the-branches-swapped
//// bad
sealed class Map
{
    [UnwrittenState]
    private int _holes;

    public void Punch() => _holes++;
}

sealed class Maps : IReleasePage<Map>
{
    public ReleaseOutcome ReleasePage(LockedPage<Map> page, in ReleaseContext context) =>
        page.IsDirty ? Give(page) : ReleaseOutcome.Kept; // bug

    private static ReleaseOutcome Give(LockedPage<Map> page)
    {
        page.Detach(); // bug
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Map
{
    [UnwrittenState]
    private int _holes;

    public void Punch() => _holes++;
}

sealed class Maps : IReleasePage<Map>
{
    public ReleaseOutcome ReleasePage(LockedPage<Map> page, in ReleaseContext context) =>
        page.IsDirty || page.Metadata is null ? ReleaseOutcome.Kept : Give(page);

    private static ReleaseOutcome Give(LockedPage<Map> page)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair blocking-decides
//// bad
sealed class Log
{
    [UnwrittenState]
    public Queue<string> Lines { get; } = new();
}

sealed class Logs(TextWriter output) : IReleasePage<Log>
{
    public ReleaseOutcome ReleasePage(LockedPage<Log> page, in ReleaseContext context)
    {
        switch (context.MayBlock)
        {
            case false when page.IsDirty:
                return ReleaseOutcome.Kept;
            case true:
                output.WriteLine(page.Index);
                break;
        }

        page.Detach(); // bug
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Log
{
    [UnwrittenState]
    public Queue<string> Lines { get; } = new();
}

sealed class Logs(TextWriter output) : IReleasePage<Log>
{
    public ReleaseOutcome ReleasePage(LockedPage<Log> page, in ReleaseContext context)
    {
        switch (context.MayBlock)
        {
            case false when page.IsDirty:
                return ReleaseOutcome.Kept;
            case true:
                output.WriteLine(page.Index);
                break;
        }

        if (page.IsDirty)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair dirty-only-logged
//// bad
sealed class Undo
{
    [UnwrittenState]
    public byte[] Before = [];
}

sealed class Undos(TextWriter log) : IReleasePage<Undo>
{
    public ReleaseOutcome ReleasePage(LockedPage<Undo> page, in ReleaseContext context)
    {
        log.WriteLine($"page {page.Index} goes, dirty: {page.IsDirty}");
        return page.Detach() is null // bug
            ? ReleaseOutcome.Kept
            : ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Undo
{
    [UnwrittenState]
    public byte[] Before = [];
}

sealed class Undos(TextWriter log) : IReleasePage<Undo>
{
    public ReleaseOutcome ReleasePage(LockedPage<Undo> page, in ReleaseContext context)
    {
        if (page.IsDirty)
        {
            return ReleaseOutcome.Removable;
        }

        log.WriteLine($"page {page.Index} goes");
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
