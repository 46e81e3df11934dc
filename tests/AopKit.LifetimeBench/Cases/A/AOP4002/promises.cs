//// pair prepare-detaches
//// bad
sealed class Buffer
{
    public bool InFlight;
}

sealed class Buffers : IPrepareRelease<Buffer>
{
    public ReleaseOutcome PrepareRelease(LockedPage<Buffer> page, in ReleaseContext context)
    {
        if (page.Metadata is { InFlight: true })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach(); // bug
        return ReleaseOutcome.Released; // bug
    }

    public void CommitRelease(LockedPage<Buffer> page)
    {
    }

    public void AbortRelease(LockedPage<Buffer> page)
    {
    }
}
//// clean
sealed class Buffer
{
    public bool InFlight;
}

sealed class Buffers : IPrepareRelease<Buffer>
{
    public ReleaseOutcome PrepareRelease(LockedPage<Buffer> page, in ReleaseContext context)
    {
        if (page.Metadata is { InFlight: true })
        {
            return ReleaseOutcome.Kept;
        }

        return ReleaseOutcome.Released;
    }

    public void CommitRelease(LockedPage<Buffer> page)
    {
        page.Detach();
    }

    public void AbortRelease(LockedPage<Buffer> page)
    {
    }
}
//// pair prepare-parks-it-and-abort-puts-it-back
//// bad
sealed class Plan
{
    public int Cost;
}

sealed class Plans : IPrepareRelease<Plan>
{
    private readonly ConcurrentDictionary<PageIndex, Plan> _parked = new();

    public ReleaseOutcome PrepareRelease(LockedPage<Plan> page, in ReleaseContext context)
    {
        if (page.Detach() is { } plan) // bug
        {
            _parked[page.Index] = plan;
        }

        return ReleaseOutcome.Released; // bug
    }

    public void CommitRelease(LockedPage<Plan> page) => _parked.TryRemove(page.Index, out _);

    public void AbortRelease(LockedPage<Plan> page)
    {
        if (_parked.TryRemove(page.Index, out Plan? plan))
        {
            page.Attach(plan);
        }
    }
}
//// clean
sealed class Plan
{
    public int Cost;
}

sealed class Plans : IPrepareRelease<Plan>
{
    private readonly ConcurrentDictionary<PageIndex, Plan> _parked = new();

    public ReleaseOutcome PrepareRelease(LockedPage<Plan> page, in ReleaseContext context)
    {
        if (page.Metadata is { } plan)
        {
            _parked[page.Index] = new Plan { Cost = plan.Cost };
        }

        return ReleaseOutcome.Released;
    }

    public void CommitRelease(LockedPage<Plan> page)
    {
        page.Detach();
    }

    public void AbortRelease(LockedPage<Plan> page) => _parked.TryRemove(page.Index, out _);
}
//// pair prepare-swaps-for-something-smaller
//// bad
sealed record Table(int Rows, long[]? Offsets);

sealed class Tables : IPrepareRelease<Table>
{
    ReleaseOutcome IPrepareRelease<Table>.PrepareRelease(LockedPage<Table> page, in ReleaseContext context)
    {
        if (page.Detach() is { } table) // bug
        {
            page.Attach(table with { Offsets = null });
        }

        return ReleaseOutcome.Removable; // bug
    }

    void IPrepareRelease<Table>.CommitRelease(LockedPage<Table> page) => page.Detach();

    void IPrepareRelease<Table>.AbortRelease(LockedPage<Table> page)
    {
    }
}
//// clean
sealed record Table(int Rows, long[]? Offsets);

sealed class Tables : IPrepareRelease<Table>
{
    ReleaseOutcome IPrepareRelease<Table>.PrepareRelease(LockedPage<Table> page, in ReleaseContext context) =>
        page.Metadata is { Offsets: null } ? ReleaseOutcome.Removable : ReleaseOutcome.Released;

    void IPrepareRelease<Table>.CommitRelease(LockedPage<Table> page)
    {
        if (page.Detach() is { } table)
        {
            page.Attach(table with { Offsets = null });
        }
    }

    void IPrepareRelease<Table>.AbortRelease(LockedPage<Table> page)
    {
    }
}
//// pair prepare-leaves-it-to-the-old-release
//// bad
sealed class Hint
{
    public long Next;
}

sealed class Hints : IReleasePage<Hint>, IPrepareRelease<Hint>
{
    public ReleaseOutcome ReleasePage(LockedPage<Hint> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public ReleaseOutcome PrepareRelease(LockedPage<Hint> page, in ReleaseContext context) =>
        ReleasePage(page, context); // bug

    public void CommitRelease(LockedPage<Hint> page) { }

    public void AbortRelease(LockedPage<Hint> page) { }
}
//// clean
sealed class Hint
{
    public long Next;
}

sealed class Hints : IReleasePage<Hint>, IPrepareRelease<Hint>
{
    public ReleaseOutcome ReleasePage(LockedPage<Hint> page, in ReleaseContext context)
    {
        CommitRelease(page);
        return ReleaseOutcome.Released;
    }

    public ReleaseOutcome PrepareRelease(LockedPage<Hint> page, in ReleaseContext context) => ReleaseOutcome.Released;

    public void CommitRelease(LockedPage<Hint> page) => page.Detach();

    public void AbortRelease(LockedPage<Hint> page) { }
}
//// pair prepare-detaches-where-removal-is-certain
//// bad
sealed class Mark
{
    public byte Kind;
}

abstract class TwoPhase<T> : IPrepareRelease<T>
    where T : class
{
    protected abstract bool MayGo(T metadata);

    public ReleaseOutcome PrepareRelease(LockedPage<T> page, in ReleaseContext context)
    {
        if (page.Metadata is not { } metadata || !MayGo(metadata))
        {
            return ReleaseOutcome.Kept;
        }

        if (context.WillRemove is WillRemove.Certain)
        {
            page.Detach(); // bug
        }

        return ReleaseOutcome.Released; // bug
    }

    public virtual void CommitRelease(LockedPage<T> page) => page.Detach();

    public virtual void AbortRelease(LockedPage<T> page)
    {
    }
}

sealed class Marks : TwoPhase<Mark>
{
    protected override bool MayGo(Mark metadata) => metadata.Kind == 0;
}
//// clean
sealed class Mark
{
    public byte Kind;
}

abstract class TwoPhase<T> : IPrepareRelease<T>
    where T : class
{
    protected abstract bool MayGo(T metadata);

    public ReleaseOutcome PrepareRelease(LockedPage<T> page, in ReleaseContext context)
    {
        if (page.Metadata is not { } metadata || !MayGo(metadata))
        {
            return ReleaseOutcome.Kept;
        }

        return ReleaseOutcome.Released;
    }

    public virtual void CommitRelease(LockedPage<T> page) => page.Detach();

    public virtual void AbortRelease(LockedPage<T> page)
    {
    }
}

sealed class Marks : TwoPhase<Mark>
{
    protected override bool MayGo(Mark metadata) => metadata.Kind == 0;
}
