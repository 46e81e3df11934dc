//// pair exception-swallowed
//// bad
sealed class Handle
{
    public void Rebase(int length) => ArgumentOutOfRangeException.ThrowIfNegative(length);
}

sealed class Handles : IAddressSpaceOperations<Handle>, IMigratePage<Handle>
{
    public void ReadPage(FillPage<Handle> page) => page.Attach(new Handle());

    public MigrateOutcome MigratePage(LockedPage<Handle> from, LockedPage<Handle> to)
    {
        try
        {
            from.Metadata?.Rebase(to.Bytes.Length);
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine(exception.Message);
        }

        return MigrateOutcome.Moved; // bug
    }
}
//// clean
sealed class Handle
{
    public void Rebase(int length) => ArgumentOutOfRangeException.ThrowIfNegative(length);
}

sealed class Handles : IAddressSpaceOperations<Handle>, IMigratePage<Handle>
{
    public void ReadPage(FillPage<Handle> page) => page.Attach(new Handle());

    public MigrateOutcome MigratePage(LockedPage<Handle> from, LockedPage<Handle> to)
    {
        try
        {
            from.Metadata?.Rebase(to.Bytes.Length);
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return MigrateOutcome.Kept;
        }

        Handle? handle = from.Detach();
        if (handle is null)
        {
            return MigrateOutcome.Moved;
        }

        to.Attach(handle);
        return MigrateOutcome.Moved;
    }
}
//// pair answer-in-a-variable
//// bad
sealed class Chunk
{
    public bool IsMapped;
}

sealed class Chunks : IReadPages<Chunk>, IAddressSpaceOperations<Chunk>, IMigratePage<Chunk>
{
    public void ReadPage(FillPage<Chunk> page) => page.Attach(new Chunk());

    public void ReadPages(FillBatch<Chunk> pages)
    {
        for (int i = 0; i < pages.Count; i++)
        {
            ReadPage(pages[i]);
        }
    }

    public MigrateOutcome MigratePage(LockedPage<Chunk> from, LockedPage<Chunk> to)
    {
        MigrateOutcome outcome = MigrateOutcome.Kept;
        if (from.Metadata is { IsMapped: false })
        {
            outcome = MigrateOutcome.Moved;
        }

        return outcome; // bug
    }
}
//// clean
sealed class Chunk
{
    public bool IsMapped;
}

sealed class Chunks : IReadPages<Chunk>, IAddressSpaceOperations<Chunk>, IMigratePage<Chunk>
{
    public void ReadPage(FillPage<Chunk> page) => page.Attach(new Chunk());

    public void ReadPages(FillBatch<Chunk> pages)
    {
        for (int i = 0; i < pages.Count; i++)
        {
            ReadPage(pages[i]);
        }
    }

    public MigrateOutcome MigratePage(LockedPage<Chunk> from, LockedPage<Chunk> to)
    {
        MigrateOutcome outcome = MigrateOutcome.Kept;
        if (from.Metadata is { IsMapped: false } && from.Detach() is { } chunk)
        {
            to.Attach(chunk);
            outcome = MigrateOutcome.Moved;
        }

        return outcome;
    }
}
//// pair moved-for-even-pages-only
//// bad
sealed class Parity
{
    public int Checksum;
}

sealed class Parities : IAddressSpaceOperations<Parity>, IMigratePage<Parity>
{
    public void ReadPage(FillPage<Parity> page) => page.Attach(new Parity { Checksum = page.Bytes[0] });

    public MigrateOutcome MigratePage(LockedPage<Parity> from, LockedPage<Parity> to)
    {
        if (from.Index.Value % 2 == 0)
        {
            Parity? parity = from.Detach();
            if (parity != null)
            {
                to.Attach(parity);
            }

            return MigrateOutcome.Moved;
        }
        else
        {
            return MigrateOutcome.Moved; // bug
        }
    }
}
//// clean
sealed class Parity
{
    public int Checksum;
}

sealed class Parities : IAddressSpaceOperations<Parity>, IMigratePage<Parity>
{
    public void ReadPage(FillPage<Parity> page) => page.Attach(new Parity { Checksum = page.Bytes[0] });

    public MigrateOutcome MigratePage(LockedPage<Parity> from, LockedPage<Parity> to)
    {
        if (from.Index.Value % 2 == 0)
        {
            Parity? parity = from.Detach();
            if (parity != null)
            {
                to.Attach(parity);
            }

            return MigrateOutcome.Moved;
        }

        return MigrateOutcome.Kept;
    }
}
