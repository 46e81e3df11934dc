//// pair observed-before-it-has-ended
//// bad
sealed class Job
{
    public Task<long> Work = Task.FromResult(0L);
}

sealed class Jobs : IReleasePage<Job>
{
    private long _done;

    public ReleaseOutcome ReleasePage(LockedPage<Job> page, in ReleaseContext context)
    {
        if (page.Metadata is not { Work: var work })
        {
            return ReleaseOutcome.Removable;
        }

        _done += work.GetAwaiter().GetResult(); // bug
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Job
{
    public Task<long> Work = Task.FromResult(0L);
}

sealed class Jobs : IReleasePage<Job>
{
    private long _done;

    public ReleaseOutcome ReleasePage(LockedPage<Job> page, in ReleaseContext context)
    {
        if (page.Metadata is not { Work: var work })
        {
            return ReleaseOutcome.Removable;
        }

        if (!work.IsCompleted)
        {
            return ReleaseOutcome.Kept;
        }

        _done += work.GetAwaiter().GetResult();
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair pattern-on-the-context
//// bad
sealed class Chunk;

sealed class Chunks(WaitHandle idle) : IReleasePage<Chunk>
{
    public ReleaseOutcome ReleasePage(LockedPage<Chunk> page, in ReleaseContext context) => context switch
    {
        { Reason: ReleaseReason.Strip } => ReleaseOutcome.Kept,
        { WillRemove: WillRemove.Likely } => Give(page, Timeout.InfiniteTimeSpan), // bug
        _ => Give(page, TimeSpan.Zero),
    };

    private ReleaseOutcome Give(LockedPage<Chunk> page, TimeSpan patience)
    {
        if (patience != TimeSpan.Zero)
        {
            idle.WaitOne(); // bug
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Chunk;

sealed class Chunks(WaitHandle idle) : IReleasePage<Chunk>
{
    public ReleaseOutcome ReleasePage(LockedPage<Chunk> page, in ReleaseContext context) => context switch
    {
        { Reason: ReleaseReason.Strip } => ReleaseOutcome.Kept,
        { MayBlock: true } => Wait(page),
        _ => idle.WaitOne(TimeSpan.Zero) ? Give(page) : ReleaseOutcome.Kept,
    };

    private ReleaseOutcome Wait(LockedPage<Chunk> page)
    {
        idle.WaitOne();
        return Give(page);
    }

    private static ReleaseOutcome Give(LockedPage<Chunk> page)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair bytes-through-a-stream
//// bad
sealed class Dump(string path)
{
    public Stream Open() => new FileStream(path, FileMode.Append);
}

sealed class Dumps : IOnRemove<Dump>
{
    public void OnRemove(in RemovedPage<Dump> page, RemoveReason reason)
    {
        using Stream? stream = page.Metadata?.Open();
        stream?.Write(page.Bytes); // bug
    }
}
//// clean
sealed class Dump(string path)
{
    public string Path => path;

    public byte[]? Last { get; set; }
}

sealed class Dumps : IOnRemove<Dump>
{
    public void OnRemove(in RemovedPage<Dump> page, RemoveReason reason)
    {
        using MemoryStream stream = new(page.Bytes.Length);
        stream.Write(page.Bytes);
        if (page.Metadata is { } dump)
        {
            dump.Last = stream.ToArray();
        }
    }
}
//// pair thread-that-is-joined
//// bad
sealed class Sweep;

sealed class Sweeper : IOnRemove<Sweep>
{
    private readonly List<long> _swept = [];

    public void OnRemove(in RemovedPage<Sweep> page, RemoveReason reason)
    {
        long index = page.Index.Value;
        var thread = new Thread(() => Note(index)) { IsBackground = true };
        thread.Start();
        thread.Join(); // bug
    }

    private void Note(long index)
    {
        Thread.Yield();
        _swept.Add(index);
    }
}
//// clean
sealed class Sweep;

sealed class Sweeper : IOnRemove<Sweep>
{
    private readonly BlockingCollection<long> _swept = [];

    public void OnRemove(in RemovedPage<Sweep> page, RemoveReason reason)
    {
        long index = page.Index.Value;
        var thread = new Thread(() => Note(index)) { IsBackground = true };
        thread.Start();
    }

    private void Note(long index)
    {
        while (_swept.Count > 100)
        {
            _swept.Take();
        }

        _swept.Add(index);
    }
}
