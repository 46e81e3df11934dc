//// pair variable-read-the-wrong-way
//// bad
sealed class Sums
{
    [UnwrittenState]
    public long Total;

    public int Readers;
}

sealed class Totals : IReleasePage<Sums>
{
    public ReleaseOutcome ReleasePage(LockedPage<Sums> page, in ReleaseContext context)
    {
        bool isClean = !page.IsDirty;
        bool isRead = page.Metadata?.Readers > 0;
        if (isClean || isRead)
        {
            return ReleaseOutcome.Removable;
        }

        page.Detach(); // bug
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Sums
{
    [UnwrittenState]
    public long Total;

    public int Readers;
}

sealed class Totals : IReleasePage<Sums>
{
    public ReleaseOutcome ReleasePage(LockedPage<Sums> page, in ReleaseContext context)
    {
        bool isDirty = page.IsDirty;
        bool isRead = page.Metadata?.Readers > 0;
        if (isDirty || isRead)
        {
            return ReleaseOutcome.Removable;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair under-a-lock
//// bad
sealed class Tail
{
    [UnwrittenState]
    public int Length;
}

sealed class Tails : IReleasePage<Tail>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PageIndex, int> _lengths = [];

    public ReleaseOutcome ReleasePage(LockedPage<Tail> page, in ReleaseContext context)
    {
        lock (_gate)
        {
            if (page.Detach() is { } tail) // bug
            {
                _lengths[page.Index] = tail.GetHashCode();
            }
        }

        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Tail
{
    [UnwrittenState]
    public int Length;
}

sealed class Tails : IReleasePage<Tail>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PageIndex, int> _lengths = [];

    public ReleaseOutcome ReleasePage(LockedPage<Tail> page, in ReleaseContext context)
    {
        lock (_gate)
        {
            if (page.IsDirty)
            {
                return ReleaseOutcome.Kept;
            }

            if (page.Detach() is { } tail)
            {
                _lengths[page.Index] = tail.GetHashCode();
            }
        }

        return ReleaseOutcome.Released;
    }
}
//// pair certain-removal-is-taken-for-clean
//// bad
sealed class Claim
{
    [UnwrittenState]
    public bool IsNew { get; init; }
}

sealed class Claims : IReleasePage<Claim>
{
    public ReleaseOutcome ReleasePage(LockedPage<Claim> page, in ReleaseContext context)
    {
        if (context.WillRemove == WillRemove.No)
        {
            page.Detach(); // bug
            return ReleaseOutcome.Released; // bug
        }

        return ReleaseOutcome.Removable;
    }
}
//// clean
sealed class Claim
{
    [UnwrittenState]
    public bool IsNew { get; init; }
}

sealed class Claims : IReleasePage<Claim>
{
    public ReleaseOutcome ReleasePage(LockedPage<Claim> page, in ReleaseContext context)
    {
        if (context.WillRemove == WillRemove.No && !page.IsDirty)
        {
            page.Detach();
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Removable;
    }
}
//// pair catch-gives-up
//// bad
sealed class Diff
{
    [UnwrittenState]
    public string Text = "";

    public void Fold() => ArgumentException.ThrowIfNullOrEmpty(ToString());
}

sealed class Diffs : IReleasePage<Diff>
{
    public ReleaseOutcome ReleasePage(LockedPage<Diff> page, in ReleaseContext context)
    {
        try
        {
            page.Metadata?.Fold();
            if (page.IsDirty)
            {
                return ReleaseOutcome.Kept;
            }
        }
        catch (ArgumentException)
        {
            page.Detach(); // bug
            return ReleaseOutcome.Released; // bug
        }

        return ReleaseOutcome.Removable;
    }
}
//// clean
sealed class Diff
{
    [UnwrittenState]
    public string Text = "";

    public void Fold() => ArgumentException.ThrowIfNullOrEmpty(ToString());
}

sealed class Diffs : IReleasePage<Diff>
{
    public ReleaseOutcome ReleasePage(LockedPage<Diff> page, in ReleaseContext context)
    {
        if (page.IsDirty)
        {
            return ReleaseOutcome.Kept;
        }

        try
        {
            page.Metadata?.Fold();
        }
        catch (ArgumentException)
        {
            page.Detach();
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Removable;
    }
}
