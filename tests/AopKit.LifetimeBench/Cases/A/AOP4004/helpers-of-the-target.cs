//// pair checked-by-helpers-and-left-behind
//// bad
sealed class Cover
{
    public int Length;
}

sealed class Covers : IAddressSpaceOperations<Cover>, IMigratePage<Cover>
{
    public void ReadPage(FillPage<Cover> page) => page.Attach(new Cover { Length = page.Bytes.Length });

    public MigrateOutcome MigratePage(LockedPage<Cover> from, LockedPage<Cover> to)
    {
        bool fits = LengthOf(from) <= LengthOf(to);
        return fits ? MigrateOutcome.Moved : MigrateOutcome.Kept; // bug
    }

    private static int LengthOf(LockedPage<Cover> page) => page.Metadata?.Length ?? page.Bytes.Length;
}
//// clean
sealed class Cover
{
    public int Length;
}

sealed class Covers : IAddressSpaceOperations<Cover>, IMigratePage<Cover>
{
    public void ReadPage(FillPage<Cover> page) => page.Attach(new Cover { Length = page.Bytes.Length });

    public MigrateOutcome MigratePage(LockedPage<Cover> from, LockedPage<Cover> to)
    {
        bool fits = LengthOf(from) <= LengthOf(to);
        if (!fits)
        {
            return MigrateOutcome.Kept;
        }

        Transfer(from.Detach(), to);
        return MigrateOutcome.Moved;
    }

    private static void Transfer(Cover? cover, LockedPage<Cover> to)
    {
        if (cover is not null)
        {
            to.Attach(cover);
        }
    }

    private static int LengthOf(LockedPage<Cover> page) => page.Metadata?.Length ?? page.Bytes.Length;
}
