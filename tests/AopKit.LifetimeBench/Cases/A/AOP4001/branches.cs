//// pair refuses-only-what-is-busy
//// bad
sealed class Extent
{
    public bool IsOpen;
}

sealed class Extents : IReleasePage<Extent>
{
    public ReleaseOutcome ReleasePage(LockedPage<Extent> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsOpen: true })
        {
            return ReleaseOutcome.Kept;
        }

        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Extent
{
    public bool IsOpen;
}

sealed class Extents : IReleasePage<Extent>
{
    public ReleaseOutcome ReleasePage(LockedPage<Extent> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsOpen: true })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair null-test-the-wrong-way-round
//// bad
sealed record Window(long Start);

sealed class Windows : IReleasePage<Window>
{
    ReleaseOutcome IReleasePage<Window>.ReleasePage(LockedPage<Window> page, in ReleaseContext context)
    {
        if (page.Metadata is not null)
        {
            return ReleaseOutcome.Released; // bug
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed record Window(long Start);

sealed class Windows : IReleasePage<Window>
{
    ReleaseOutcome IReleasePage<Window>.ReleasePage(LockedPage<Window> page, in ReleaseContext context)
    {
        if (page.Metadata is null)
        {
            return ReleaseOutcome.Released;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair detached-for-one-reason-only
//// bad
sealed class Buffers
{
    public int Mapped;
}

sealed class Client : IReleasePage<Buffers>
{
    public ReleaseOutcome ReleasePage(LockedPage<Buffers> page, in ReleaseContext context)
    {
        if (page.Metadata is null)
        {
            return ReleaseOutcome.Removable;
        }

        if (context.Reason == ReleaseReason.Strip)
        {
            page.Detach();
        }

        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Buffers
{
    public int Mapped;
}

sealed class Client : IReleasePage<Buffers>
{
    public ReleaseOutcome ReleasePage(LockedPage<Buffers> page, in ReleaseContext context)
    {
        if (page.Metadata is null)
        {
            return ReleaseOutcome.Removable;
        }

        if (context.Reason == ReleaseReason.Strip)
        {
            page.Detach();
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Removable;
    }
}
//// pair answer-in-a-variable
//// bad
sealed class Leaf
{
    public bool IsLocked;
}

sealed class Leaves : IReleasePage<Leaf>
{
    private long _refused;

    public ReleaseOutcome ReleasePage(LockedPage<Leaf> page, in ReleaseContext context)
    {
        var answer = ReleaseOutcome.Released;
        if (page.Metadata is { IsLocked: true })
        {
            answer = ReleaseOutcome.Kept;
            _refused++;
        }

        return answer; // bug
    }
}
//// clean
sealed class Leaf
{
    public bool IsLocked;
}

sealed class Leaves : IReleasePage<Leaf>
{
    private long _refused;

    public ReleaseOutcome ReleasePage(LockedPage<Leaf> page, in ReleaseContext context)
    {
        var answer = ReleaseOutcome.Released;
        if (page.Metadata is { IsLocked: true })
        {
            answer = ReleaseOutcome.Kept;
            _refused++;
        }
        else
        {
            page.Detach();
        }

        return answer;
    }
}
//// pair two-tests-of-one-flag
//// bad
sealed class Summary
{
    public bool IsStale;
    public long Sum;
}

sealed class Summaries : IReleasePage<Summary>
{
    private readonly List<long> _sums = [];

    public ReleaseOutcome ReleasePage(LockedPage<Summary> page, in ReleaseContext context)
    {
        if (page.Metadata is not { } summary)
        {
            return ReleaseOutcome.Removable;
        }

        bool stale = summary.IsStale;
        if (stale)
        {
            page.Detach();
        }

        lock (_sums)
        {
            _sums.Add(summary.Sum);
        }

        return stale ? ReleaseOutcome.Kept : ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Summary
{
    public bool IsStale;
    public long Sum;
}

sealed class Summaries : IReleasePage<Summary>
{
    private readonly List<long> _sums = [];

    public ReleaseOutcome ReleasePage(LockedPage<Summary> page, in ReleaseContext context)
    {
        if (page.Metadata is not { } summary)
        {
            return ReleaseOutcome.Removable;
        }

        bool stale = summary.IsStale;
        if (!stale)
        {
            page.Detach();
        }

        lock (_sums)
        {
            _sums.Add(summary.Sum);
        }

        return stale ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
    }
}
//// near-miss
sealed class Summary
{
    public bool IsStale;
}

sealed class Summaries : IReleasePage<Summary>
{
    public ReleaseOutcome ReleasePage(LockedPage<Summary> page, in ReleaseContext context)
    {
        bool stale = page.Metadata is { IsStale: true };
        if (stale)
        {
            page.Detach();
        }

        return stale ? ReleaseOutcome.Released : ReleaseOutcome.Removable;
    }
}
//// pair certain-removal-is-no-detach
//// bad
sealed class Tail
{
    public long Bytes;
}

sealed class Tails : IReleasePage<Tail>
{
    private long _bytes;

    public ReleaseOutcome ReleasePage(LockedPage<Tail> page, in ReleaseContext context)
    {
        if (context.WillRemove != WillRemove.Certain)
        {
            return ReleaseOutcome.Kept;
        }

        _bytes -= page.Metadata!.Bytes;
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Tail
{
    public long Bytes;
}

sealed class Tails : IReleasePage<Tail>
{
    private long _bytes;

    public ReleaseOutcome ReleasePage(LockedPage<Tail> page, in ReleaseContext context)
    {
        if (context.WillRemove != WillRemove.Certain)
        {
            return ReleaseOutcome.Kept;
        }

        _bytes -= page.Detach()!.Bytes;
        return ReleaseOutcome.Released;
    }
}
