//// pair dirty-read-before-and-ignored
//// bad
sealed class Change
{
    [UnwrittenState]
    public int Bytes;
}

sealed class Changes : IReleasePage<Change>
{
    private int _dirty;
    private int _clean;

    public ReleaseOutcome ReleasePage(LockedPage<Change> page, in ReleaseContext context)
    {
        bool wasDirty = page.IsDirty;
        Change? change = page.Detach(); // bug
        if (wasDirty && change is not null)
        {
            _dirty++;
        }
        else
        {
            _clean++;
        }

        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Change
{
    [UnwrittenState]
    public int Bytes;
}

sealed class Changes : IReleasePage<Change>
{
    private int _dirty;
    private int _clean;

    public ReleaseOutcome ReleasePage(LockedPage<Change> page, in ReleaseContext context)
    {
        bool isDirty = page.IsDirty;
        if (isDirty)
        {
            _dirty++;
        }
        else
        {
            page.Detach();
            _clean++;
        }

        return isDirty ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
    }
}
//// pair answer-chosen-by-a-switch
//// bad
sealed class Patch
{
    [UnwrittenState]
    public string Text { get; init; } = "";

    public bool IsLocked { get; init; }
}

sealed class Patches : IReleasePage<Patch>
{
    public ReleaseOutcome ReleasePage(LockedPage<Patch> page, in ReleaseContext context)
    {
        ReleaseOutcome answer = (page.Metadata, page.IsDirty) switch
        {
            (null, _) => ReleaseOutcome.Removable,
            ({ IsLocked: true }, _) => ReleaseOutcome.Kept,
            (_, true) => ReleaseOutcome.Released, // bug
            (_, false) => ReleaseOutcome.Kept,
        };
        if (answer is ReleaseOutcome.Released)
        {
            page.Detach(); // bug
        }

        return answer; // bug
    }
}
//// clean
sealed class Patch
{
    [UnwrittenState]
    public string Text { get; init; } = "";

    public bool IsLocked { get; init; }
}

sealed class Patches : IReleasePage<Patch>
{
    public ReleaseOutcome ReleasePage(LockedPage<Patch> page, in ReleaseContext context)
    {
        ReleaseOutcome answer = (page.Metadata, page.IsDirty) switch
        {
            (null, _) => ReleaseOutcome.Removable,
            ({ IsLocked: true }, _) => ReleaseOutcome.Kept,
            (_, true) => ReleaseOutcome.Kept,
            (_, false) => ReleaseOutcome.Released,
        };
        if (answer is not ReleaseOutcome.Released)
        {
            return answer;
        }

        page.Detach();
        return answer;
    }
}
//// pair guard-in-the-base-is-for-something-else
//// bad
sealed class Note
{
    [UnwrittenState]
    public int Edits;
}

abstract class Guarded<T> : IReleasePage<T>
    where T : class
{
    protected abstract ReleaseOutcome Give(LockedPage<T> page);

    ReleaseOutcome IReleasePage<T>.ReleasePage(LockedPage<T> page, in ReleaseContext context) =>
        context.MayBlock ? Give(page) : ReleaseOutcome.Kept;
}

sealed class Notes : Guarded<Note>, IReleasePage<Note>
{
    protected override ReleaseOutcome Give(LockedPage<Note> page) => ReleaseOutcome.Kept;

    ReleaseOutcome IReleasePage<Note>.ReleasePage(LockedPage<Note> page, in ReleaseContext context)
    {
        if (context.MayBlock || page.Metadata is null)
        {
            return Give(page);
        }

        page.Detach(); // bug
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Note
{
    [UnwrittenState]
    public int Edits;
}

abstract class Guarded<T> : IReleasePage<T>
    where T : class
{
    protected abstract ReleaseOutcome Give(LockedPage<T> page);

    ReleaseOutcome IReleasePage<T>.ReleasePage(LockedPage<T> page, in ReleaseContext context) =>
        context.MayBlock ? Give(page) : ReleaseOutcome.Kept;
}

sealed class Notes : Guarded<Note>, IReleasePage<Note>
{
    protected override ReleaseOutcome Give(LockedPage<Note> page) => ReleaseOutcome.Kept;

    ReleaseOutcome IReleasePage<Note>.ReleasePage(LockedPage<Note> page, in ReleaseContext context)
    {
        if (context.MayBlock || page.Metadata is null || page.IsDirty)
        {
            return Give(page);
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
