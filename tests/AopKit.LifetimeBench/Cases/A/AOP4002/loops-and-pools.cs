//// pair pool-is-full
//// bad
sealed class Parser
{
    public int Position;
}

sealed class Parsers : IReleasePage<Parser>
{
    private readonly Parser?[] _spare = new Parser?[8];

    public ReleaseOutcome ReleasePage(LockedPage<Parser> page, in ReleaseContext context)
    {
        if (page.Detach() is not { } parser)
        {
            return ReleaseOutcome.Released;
        }

        for (int i = 0; i < _spare.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _spare[i], parser, null) is null)
            {
                return ReleaseOutcome.Released;
            }
        }

        return ReleaseOutcome.Kept; // bug
    }
}
//// clean
sealed class Parser
{
    public int Position;
}

sealed class Parsers : IReleasePage<Parser>
{
    private readonly Parser?[] _spare = new Parser?[8];

    public ReleaseOutcome ReleasePage(LockedPage<Parser> page, in ReleaseContext context)
    {
        if (page.Detach() is not { } parser)
        {
            return ReleaseOutcome.Released;
        }

        for (int i = 0; i < _spare.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _spare[i], parser, null) is null)
            {
                return ReleaseOutcome.Released;
            }
        }

        page.Attach(parser);
        return ReleaseOutcome.Kept;
    }
}
//// pair nothing-was-there
//// bad
sealed class Cue
{
    public bool IsPlaying;
}

sealed class Cues : IReleasePage<Cue>
{
    public ReleaseOutcome ReleasePage(LockedPage<Cue> page, in ReleaseContext context)
    {
        if (page.Detach() is { IsPlaying: false })
        {
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Removable; // bug
    }
}
//// clean
sealed class Cue
{
    public bool IsPlaying;
}

sealed class Cues : IReleasePage<Cue>
{
    public ReleaseOutcome ReleasePage(LockedPage<Cue> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsPlaying: true })
        {
            return ReleaseOutcome.Kept;
        }

        if (page.Detach() is null)
        {
            return ReleaseOutcome.Removable;
        }

        return ReleaseOutcome.Released;
    }
}
//// pair writer-refuses-late
//// bad
sealed class Batch
{
    public List<string> Lines { get; } = [];
}

sealed class Batches(Func<string, bool> tryWrite) : IReleasePage<Batch>
{
    public ReleaseOutcome ReleasePage(LockedPage<Batch> page, in ReleaseContext context)
    {
        Batch? batch = page.Detach();
        var answer = ReleaseOutcome.Released;
        foreach (string line in batch?.Lines ?? [])
        {
            if (!tryWrite(line))
            {
                answer = ReleaseOutcome.Kept;
                break;
            }
        }

        return answer; // bug
    }
}
//// clean
sealed class Batch
{
    public List<string> Lines { get; } = [];
}

sealed class Batches(Func<string, bool> tryWrite) : IReleasePage<Batch>
{
    public ReleaseOutcome ReleasePage(LockedPage<Batch> page, in ReleaseContext context)
    {
        Batch? batch = page.Metadata;
        var answer = ReleaseOutcome.Released;
        foreach (string line in batch?.Lines ?? [])
        {
            if (!tryWrite(line))
            {
                answer = ReleaseOutcome.Kept;
                break;
            }
        }

        if (answer == ReleaseOutcome.Released)
        {
            page.Detach();
        }

        return answer;
    }
}
