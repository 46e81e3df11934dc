//// pair refuses-dirty-pages-through-a-helper
//// bad
sealed class Cell
{
    public long Row;
}

sealed class Cells : IAddressSpaceOperations<Cell>, IMigratePage<Cell>
{
    public void ReadPage(FillPage<Cell> page) => page.Attach(new Cell { Row = page.Index.Value });

    public MigrateOutcome MigratePage(LockedPage<Cell> from, LockedPage<Cell> to)
    {
        if (!MayMove(from))
        {
            return MigrateOutcome.Kept;
        }

        Debug(to);
        return MigrateOutcome.Moved; // bug
    }

    private static bool MayMove(LockedPage<Cell> page) => !page.IsDirty;

    private static void Debug(LockedPage<Cell> page) => Console.WriteLine(page.Generation);
}
//// clean
sealed class Cell
{
    public long Row;
}

sealed class Cells : IAddressSpaceOperations<Cell>, IMigratePage<Cell>
{
    public void ReadPage(FillPage<Cell> page) => page.Attach(new Cell { Row = page.Index.Value });

    public MigrateOutcome MigratePage(LockedPage<Cell> from, LockedPage<Cell> to)
    {
        Cell? cell = MayMove(from) ? from.Detach() : null;
        if (cell is null)
        {
            return MigrateOutcome.Kept;
        }

        to.Attach(cell);
        return MigrateOutcome.Moved;
    }

    private static bool MayMove(LockedPage<Cell> page) => !page.IsDirty;
}
//// pair metadata-kept-in-a-field-for-later
//// bad
sealed class Overlay
{
    public int Depth;
}

sealed class Overlays : IAddressSpaceOperations<Overlay>, IMigratePage<Overlay>
{
    private readonly Stack<Overlay> _spare = new();

    public void ReadPage(FillPage<Overlay> page)
    {
        page.Attach(_spare.TryPop(out Overlay? overlay) ? overlay : new Overlay());
    }

    public MigrateOutcome MigratePage(LockedPage<Overlay> from, LockedPage<Overlay> to)
    {
        if (from.Detach() is { } overlay)
        {
            overlay.Depth = 0;
            _spare.Push(overlay);
        }

        return MigrateOutcome.Moved; // bug
    }
}
//// clean
sealed class Overlay
{
    public int Depth;
}

sealed class Overlays : IAddressSpaceOperations<Overlay>, IMigratePage<Overlay>
{
    private readonly Stack<Overlay> _spare = new();

    public void ReadPage(FillPage<Overlay> page)
    {
        page.Attach(_spare.TryPop(out Overlay? overlay) ? overlay : new Overlay());
    }

    public MigrateOutcome MigratePage(LockedPage<Overlay> from, LockedPage<Overlay> to)
    {
        Overlay? overlay = from.Detach();
        switch (overlay)
        {
            case { Depth: > 0 }:
                overlay.Depth = 0;
                goto default;
            case null:
                return MigrateOutcome.Moved;
            default:
                to.Attach(overlay);
                return MigrateOutcome.Moved;
        }
    }
}
//// pair index-is-checked-instead
//// bad
sealed class Anchor
{
    public nint At;
}

sealed class Anchors(PageIndex root) : IAddressSpaceOperations<Anchor>, IMigratePage<Anchor>
{
    public void ReadPage(FillPage<Anchor> page)
    {
        var anchor = new Anchor();
        anchor.At = page.Bytes.Length;
        page.Attach(anchor);
    }

    public MigrateOutcome MigratePage(LockedPage<Anchor> from, LockedPage<Anchor> to) =>
        (from.Index == root, from.Metadata) switch // bug
        {
            (true, _) => MigrateOutcome.Kept,
            (false, { At: > 0 } anchor) => Rebase(anchor, to.Bytes.Length), // bug
            (false, _) => MigrateOutcome.Kept,
        };

    private static MigrateOutcome Rebase(Anchor anchor, int length)
    {
        anchor.At = length;
        return MigrateOutcome.Moved; // bug
    }
}
//// clean
sealed class Anchor
{
    public nint At;
}

sealed class Anchors(PageIndex root) : IAddressSpaceOperations<Anchor>, IMigratePage<Anchor>
{
    public void ReadPage(FillPage<Anchor> page)
    {
        var anchor = new Anchor();
        anchor.At = page.Bytes.Length;
        page.Attach(anchor);
    }

    public MigrateOutcome MigratePage(LockedPage<Anchor> from, LockedPage<Anchor> to) =>
        (from.Index == root, from.Metadata) switch
        {
            (true, _) => MigrateOutcome.Kept,
            (false, { At: > 0 }) => Rebase(from, to),
            (false, _) => MigrateOutcome.Kept,
        };

    private static MigrateOutcome Rebase(LockedPage<Anchor> from, LockedPage<Anchor> to)
    {
        Anchor anchor = from.Detach()!;
        anchor.At = to.Bytes.Length;
        to.Attach(anchor);
        return MigrateOutcome.Moved;
    }
}
