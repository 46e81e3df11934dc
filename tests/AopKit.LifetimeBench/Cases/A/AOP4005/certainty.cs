//// pair likely-is-not-certain
//// bad
sealed class Cell;

sealed class Cells : IReleasePage<Cell>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly HashSet<PageIndex> _verified = [];

    public ReleaseOutcome ReleasePage(LockedPage<Cell> page, in ReleaseContext context)
    {
        if (context.WillRemove == WillRemove.No)
        {
            return ReleaseOutcome.Removable;
        }

        _verified.Remove(page.Index); // bug
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Cell;

sealed class Cells : IReleasePage<Cell>, IOnRemove<Cell>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly HashSet<PageIndex> _verified = [];

    public ReleaseOutcome ReleasePage(LockedPage<Cell> page, in ReleaseContext context)
    {
        if (context.WillRemove == WillRemove.No)
        {
            return ReleaseOutcome.Removable;
        }

        if (context.WillRemove == WillRemove.Certain)
        {
            _verified.Remove(page.Index);
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    public void OnRemove(in RemovedPage<Cell> page, RemoveReason reason) => _verified.Remove(page.Index);
}
//// pair test-is-the-wrong-way-round
//// bad
sealed class Hint;

sealed class Hints : IReleasePage<Hint>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly Dictionary<long, string> _hints = [];

    public ReleaseOutcome ReleasePage(LockedPage<Hint> page, in ReleaseContext context)
    {
        bool certain = context.WillRemove is WillRemove.Certain;
        page.Detach();
        if (!certain)
        {
            _hints.Remove(page.Index.Value); // bug
        }

        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Hint;

sealed class Hints : IReleasePage<Hint>, IOnRemove<Hint>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly Dictionary<long, string> _hints = [];

    public ReleaseOutcome ReleasePage(LockedPage<Hint> page, in ReleaseContext context)
    {
        bool certain = context.WillRemove is WillRemove.Certain;
        page.Detach();
        if (certain)
        {
            _hints.Remove(page.Index.Value);
        }

        return ReleaseOutcome.Released;
    }

    void IOnRemove<Hint>.OnRemove(in RemovedPage<Hint> page, RemoveReason reason)
    {
        _hints.Remove(page.Index.Value);
    }
}
//// pair reclaim-is-no-certainty
//// bad
sealed class Token;

sealed class Tokens : IReleasePage<Token>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly LinkedList<PageIndex> _tokens = new();

    ReleaseOutcome IReleasePage<Token>.ReleasePage(LockedPage<Token> page, in ReleaseContext context)
    {
        if (context.Reason is ReleaseReason.Reclaim or ReleaseReason.Evict)
        {
            _tokens.Remove(page.Index); // bug
        }

        return ReleaseOutcome.Removable;
    }
}
//// clean
sealed class Token;

sealed class Tokens : IReleasePage<Token>, IOnRemove<Token>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly LinkedList<PageIndex> _tokens = new();

    ReleaseOutcome IReleasePage<Token>.ReleasePage(LockedPage<Token> page, in ReleaseContext context)
    {
        return context.Reason is ReleaseReason.Reclaim or ReleaseReason.Evict
            ? ReleaseOutcome.Removable
            : ReleaseOutcome.Kept;
    }

    void IOnRemove<Token>.OnRemove(in RemovedPage<Token> page, RemoveReason reason) => _tokens.Remove(page.Index);
}
//// pair promise-ends-it-already
//// bad
sealed class Write;

sealed class Writes : IPrepareRelease<Write>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly ConcurrentDictionary<PageIndex, DateTime> _times = new();

    public ReleaseOutcome PrepareRelease(LockedPage<Write> page, in ReleaseContext context)
    {
        _times.TryRemove(page.Index, out _); // bug
        return ReleaseOutcome.Released;
    }

    public void CommitRelease(LockedPage<Write> page) => page.Detach();

    public void AbortRelease(LockedPage<Write> page)
    {
    }
}
//// clean
sealed class Write;

sealed class Writes : IPrepareRelease<Write>, IOnRemove<Write>
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private readonly ConcurrentDictionary<PageIndex, DateTime> _times = new();

    public ReleaseOutcome PrepareRelease(LockedPage<Write> page, in ReleaseContext context) => ReleaseOutcome.Released;

    public void CommitRelease(LockedPage<Write> page) => page.Detach();

    public void AbortRelease(LockedPage<Write> page)
    {
    }

    public void OnRemove(in RemovedPage<Write> page, RemoveReason reason) => _times.TryRemove(page.Index, out _);
}
//// pair helper-forgets-the-fact
//// bad
sealed class Owner
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private readonly Dictionary<long, string> _names = [];

    public void Forget(long key) => _names.Remove(key); // bug
}

sealed class Named;

sealed class Client(Owner owner) : IReleasePage<Named>
{
    public ReleaseOutcome ReleasePage(LockedPage<Named> page, in ReleaseContext context)
    {
        Unlink(page.Index); // bug
        page.Detach();
        return ReleaseOutcome.Released;
    }

    private void Unlink(PageIndex index) => owner.Forget(index.Value); // bug
}
//// clean
sealed class Owner
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private readonly Dictionary<long, string> _names = [];

    public void Forget(long key) => _names.Remove(key);
}

sealed class Named;

sealed class Client(Owner owner) : IReleasePage<Named>
{
    public ReleaseOutcome ReleasePage(LockedPage<Named> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public void Unlink(PageIndex index) => owner.Forget(index.Value);
}
