//// pair generic-extension-looks-only
//// bad
sealed class Block
{
    public bool IsIdle => true;
}

static class PageExtensions
{
    public static T? Peek<T>(this LockedPage<T> page)
        where T : class => page.Metadata;
}

sealed class Blocks : IReleasePage<Block>
{
    public ReleaseOutcome ReleasePage(LockedPage<Block> page, in ReleaseContext context)
    {
        Block? block = page.Peek();
        if (block is { IsIdle: false })
        {
            return ReleaseOutcome.Kept;
        }

        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Block
{
    public bool IsIdle => true;
}

static class PageExtensions
{
    public static T? Take<T>(this LockedPage<T> page)
        where T : class => page.Detach();
}

sealed class Blocks : IReleasePage<Block>
{
    public ReleaseOutcome ReleasePage(LockedPage<Block> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsIdle: false })
        {
            return ReleaseOutcome.Kept;
        }

        page.Take();
        return ReleaseOutcome.Released;
    }
}
//// pair state-machine-of-the-client
//// bad
enum Phase { Idle, Reading, Ended }

sealed class Reader
{
    public Phase Phase;
}

sealed class Readers : IReleasePage<Reader>
{
    public ReleaseOutcome ReleasePage(LockedPage<Reader> page, in ReleaseContext context)
    {
        switch (page.Metadata?.Phase ?? Phase.Ended)
        {
            case Phase.Reading:
                return ReleaseOutcome.Kept;
            case Phase.Idle:
                page.Metadata!.Phase = Phase.Ended;
                return ReleaseOutcome.Released; // bug
            case Phase.Ended:
                page.Detach();
                break;
        }

        return ReleaseOutcome.Released;
    }
}
//// clean
enum Phase { Idle, Reading, Ended }

sealed class Reader
{
    public Phase Phase;
}

sealed class Readers : IReleasePage<Reader>
{
    public ReleaseOutcome ReleasePage(LockedPage<Reader> page, in ReleaseContext context)
    {
        switch (page.Metadata?.Phase ?? Phase.Ended)
        {
            case Phase.Reading:
                return ReleaseOutcome.Kept;
            case Phase.Idle:
                page.Metadata!.Phase = Phase.Ended;
                goto case Phase.Ended;
            case Phase.Ended:
                page.Detach();
                break;
        }

        return ReleaseOutcome.Released;
    }
}
//// pair exchange-decides
//// bad
sealed class Latch
{
    private int _taken;

    public bool TryTake() => Interlocked.CompareExchange(ref _taken, 1, 0) == 0;
}

sealed class Latches : IReleasePage<Latch>
{
    private int _round;

    public ReleaseOutcome ReleasePage(LockedPage<Latch> page, in ReleaseContext context)
    {
        bool taken = page.Metadata is not { } latch || latch.TryTake();
        Interlocked.Increment(ref _round);
        if (taken)
        {
            return ReleaseOutcome.Released; // bug
        }

        return ReleaseOutcome.Kept;
    }
}
//// clean
sealed class Latch
{
    private int _taken;

    public bool TryTake() => Interlocked.CompareExchange(ref _taken, 1, 0) == 0;
}

sealed class Latches : IReleasePage<Latch>
{
    private int _round;

    public ReleaseOutcome ReleasePage(LockedPage<Latch> page, in ReleaseContext context)
    {
        bool taken = page.Metadata is not { } latch || latch.TryTake();
        Interlocked.Increment(ref _round);
        if (!taken)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair helper-returns-null-for-busy
//// bad
sealed class Slice
{
    public int Users;
    public long Offset;
}

sealed class Slices(List<long> freed) : IReleasePage<Slice>
{
    public ReleaseOutcome ReleasePage(LockedPage<Slice> page, in ReleaseContext context)
    {
        Slice? idle = IdleOf(page);
        if (idle is null)
        {
            return ReleaseOutcome.Kept;
        }

        freed.Add(idle.Offset);
        return ReleaseOutcome.Released; // bug
    }

    private static Slice? IdleOf(LockedPage<Slice> page) => page.Metadata is { Users: 0 } slice ? slice : null;
}
//// clean
sealed class Slice
{
    public int Users;
    public long Offset;
}

sealed class Slices(List<long> freed) : IReleasePage<Slice>
{
    public ReleaseOutcome ReleasePage(LockedPage<Slice> page, in ReleaseContext context)
    {
        Slice? idle = IdleOf(page);
        if (idle is null)
        {
            return ReleaseOutcome.Kept;
        }

        freed.Add(idle.Offset);
        return ReleaseOutcome.Released;
    }

    private static Slice? IdleOf(LockedPage<Slice> page)
    {
        return page.Metadata is { Users: 0 } ? page.Detach() : null;
    }
}
