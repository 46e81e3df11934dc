//// pair switch-over-the-reason
//// bad
sealed class Row
{
    public int Readers { get; set; }
}

sealed class Rows : IReleasePage<Row>
{
    public ReleaseOutcome ReleasePage(LockedPage<Row> page, in ReleaseContext context) => context.Reason switch // bug
    {
        ReleaseReason.Strip when page.Metadata?.Readers > 0 => ReleaseOutcome.Kept,
        ReleaseReason.Migrate => ReleaseOutcome.Kept,
        _ => ReleaseOutcome.Released, // bug
    };
}
//// clean
sealed class Row
{
    public int Readers { get; set; }
}

sealed class Rows : IReleasePage<Row>
{
    public ReleaseOutcome ReleasePage(LockedPage<Row> page, in ReleaseContext context) => context.Reason switch
    {
        ReleaseReason.Strip when page.Metadata?.Readers > 0 => ReleaseOutcome.Kept,
        ReleaseReason.Migrate => ReleaseOutcome.Kept,
        _ => GiveUp(page),
    };

    private static ReleaseOutcome GiveUp(LockedPage<Row> page)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair tuple-switch
//// bad
sealed class Cell
{
    public bool InUse;
}

sealed class Cells : IReleasePage<Cell>
{
    public ReleaseOutcome ReleasePage(LockedPage<Cell> page, in ReleaseContext context)
    {
        switch (page.Metadata, context.Reason)
        {
            case (null, _):
                return ReleaseOutcome.Removable;
            case ({ InUse: true }, _):
                return ReleaseOutcome.Kept;
            case (_, ReleaseReason.Strip):
                page.Detach();
                return ReleaseOutcome.Released;
            default:
                return ReleaseOutcome.Released; // bug
        }
    }
}
//// clean
sealed class Cell
{
    public bool InUse;
}

sealed class Cells : IReleasePage<Cell>
{
    public ReleaseOutcome ReleasePage(LockedPage<Cell> page, in ReleaseContext context)
    {
        switch (page.Metadata, context.Reason)
        {
            case (null, _):
                return ReleaseOutcome.Removable;
            case ({ InUse: true }, _):
                return ReleaseOutcome.Kept;
            case (_, ReleaseReason.Strip):
            default:
                page.Detach();
                return ReleaseOutcome.Released;
        }
    }
}
//// pair catch-answers-released
//// bad
sealed class Record
{
    public string Name = "";
}

sealed class Journal(TextWriter log) : IReleasePage<Record>
{
    public ReleaseOutcome ReleasePage(LockedPage<Record> page, in ReleaseContext context)
    {
        try
        {
            log.WriteLine(page.Metadata?.Name);
        }
        catch (ObjectDisposedException)
        {
            return ReleaseOutcome.Released; // bug
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Record
{
    public string Name = "";
}

sealed class Journal(TextWriter log) : IReleasePage<Record>
{
    public ReleaseOutcome ReleasePage(LockedPage<Record> page, in ReleaseContext context)
    {
        try
        {
            log.WriteLine(page.Metadata?.Name);
        }
        catch (ObjectDisposedException)
        {
            // The log has ended before its pages: nothing more is written to it.
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
