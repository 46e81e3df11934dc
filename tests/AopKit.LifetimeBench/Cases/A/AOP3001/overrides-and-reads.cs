//// pair override-waits-where-the-base-did-not
//// bad
class Counter : IOnRemove<object>
{
    protected int Count;

    public virtual void OnRemove(in RemovedPage<object> page, RemoveReason reason) => Interlocked.Increment(ref Count);
}

sealed class PoliteCounter(SemaphoreSlim turn) : Counter
{
    public override void OnRemove(in RemovedPage<object> page, RemoveReason reason)
    {
        turn.Wait(); // bug
        base.OnRemove(page, reason);
        turn.Release();
    }
}
//// clean
class Counter : IOnRemove<object>
{
    protected int Count;

    public virtual void OnRemove(in RemovedPage<object> page, RemoveReason reason) => Interlocked.Increment(ref Count);
}

sealed class PoliteCounter(SemaphoreSlim turn) : Counter
{
    public override void OnRemove(in RemovedPage<object> page, RemoveReason reason)
    {
        base.OnRemove(page, reason);
        turn.Release();
    }
}
//// pair text-read-from-a-file
//// bad
sealed class Script
{
    public string Path = "";
}

sealed class Scripts : IReleasePage<Script>
{
    public ReleaseOutcome ReleasePage(LockedPage<Script> page, in ReleaseContext context)
    {
        if (page.Metadata is not { Path: { Length: > 0 } path })
        {
            return ReleaseOutcome.Removable;
        }

        using var reader = new StreamReader(path); // bug
        return reader.ReadLine() == "#keep" ? ReleaseOutcome.Kept : ReleaseOutcome.Removable; // bug
    }
}
//// clean
sealed class Script
{
    public string Path = "";

    public string FirstLine = "";
}

sealed class Scripts : IReleasePage<Script>
{
    public ReleaseOutcome ReleasePage(LockedPage<Script> page, in ReleaseContext context)
    {
        if (page.Metadata is not { Path: { Length: > 0 }, FirstLine: var line })
        {
            return ReleaseOutcome.Removable;
        }

        using var reader = new StringReader(line);
        return reader.ReadLine() == "#keep" ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
    }
}
//// pair channel-written-synchronously
//// bad
sealed class Mail(System.Threading.Channels.ChannelWriter<long> writer) : IOnRemove<string>
{
    public void OnRemove(in RemovedPage<string> page, RemoveReason reason)
    {
        ValueTask written = writer.WriteAsync(page.Index.Value);
        if (!written.IsCompletedSuccessfully)
        {
            written.AsTask().Wait(); // bug
        }
    }
}
//// clean
sealed class Mail(System.Threading.Channels.ChannelWriter<long> writer) : IOnRemove<string>
{
    private long _lost;

    public void OnRemove(in RemovedPage<string> page, RemoveReason reason)
    {
        if (!writer.TryWrite(page.Index.Value))
        {
            _lost++;
        }
    }
}
//// pair lazy-value-behind-a-property
//// bad
sealed class Index(Task<int[]> load)
{
    public int[] Keys => load.ConfigureAwait(false).GetAwaiter().GetResult(); // bug
}

sealed class Shrinker(Index index) : IShrinker
{
    public long Count(in ShrinkContext context) => index.Keys.LongLength; // bug

    public ShrinkResult Scan(long objectCount, in ShrinkContext context) => ShrinkResult.Stop;
}
//// clean
sealed class Index(Task<int[]> load)
{
    public int[] Keys => load.IsCompletedSuccessfully ? load.Result : [];
}

sealed class Shrinker(Index index) : IShrinker
{
    public long Count(in ShrinkContext context) => index.Keys.LongLength;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context) => ShrinkResult.Stop;
}
