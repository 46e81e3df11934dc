//// pair deed-on-the-wrong-branch
//// bad
sealed class Word
{
    public int Uses;
}

sealed class Words : IReleasePage<Word>
{
    public ReleaseOutcome ReleasePage(LockedPage<Word> page, in ReleaseContext context)
    {
        bool give = page.Metadata is { Uses: 0 } && context.Reason != ReleaseReason.Migrate;
        if (!give)
        {
            page.Detach();
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Word
{
    public int Uses;
}

sealed class Words : IReleasePage<Word>
{
    public ReleaseOutcome ReleasePage(LockedPage<Word> page, in ReleaseContext context)
    {
        bool give = page.Metadata is { Uses: 0 } && context.Reason != ReleaseReason.Migrate;
        if (give)
        {
            page.Detach();
        }

        return give ? ReleaseOutcome.Released : ReleaseOutcome.Kept;
    }
}
//// pair detached-in-a-helper-that-may-find-nothing
//// bad
sealed class Vein
{
    public void Clamp() { }
}

sealed class Veins : IReleasePage<Vein>
{
    public ReleaseOutcome ReleasePage(LockedPage<Vein> page, in ReleaseContext context)
    {
        Drop(page);
        return ReleaseOutcome.Released; // bug
    }

    private static void Drop(LockedPage<Vein> page)
    {
        if (page.Metadata is { } vein)
        {
            vein.Clamp();
        }
    }
}
//// clean
sealed class Vein
{
    public void Clamp() { }
}

sealed class Veins : IReleasePage<Vein>
{
    public ReleaseOutcome ReleasePage(LockedPage<Vein> page, in ReleaseContext context)
    {
        Drop(page);
        return ReleaseOutcome.Released;
    }

    private static void Drop(LockedPage<Vein> page)
    {
        if (page.Metadata is { } vein)
        {
            vein.Clamp();
            page.Detach();
        }
    }
}
