//// pair sleeps-until-it-is-idle
//// bad
sealed class Block
{
    public volatile int Readers;
}

sealed class Blocks : IOnRemove<Block>
{
    public void OnRemove(in RemovedPage<Block> page, RemoveReason reason)
    {
        while (page.Metadata is { Readers: > 0 })
        {
            Thread.Sleep(1); // bug
        }
    }
}
//// clean
sealed class Block
{
    public volatile int Readers;
}

sealed class Blocks : IOnRemove<Block>
{
    private readonly ConcurrentQueue<Block> _busy = new();

    public void OnRemove(in RemovedPage<Block> page, RemoveReason reason)
    {
        if (page.Metadata is { Readers: > 0 } block)
        {
            _busy.Enqueue(block);
        }
    }
}
//// pair waits-for-a-write
//// bad
sealed class Buffer
{
    public Task Write = Task.CompletedTask;
}

sealed class Buffers : IReleasePage<Buffer>
{
    public ReleaseOutcome ReleasePage(LockedPage<Buffer> page, in ReleaseContext context)
    {
        page.Metadata?.Write.Wait(); // bug
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Buffer
{
    public Task Write = Task.CompletedTask;
}

sealed class Buffers : IReleasePage<Buffer>
{
    public ReleaseOutcome ReleasePage(LockedPage<Buffer> page, in ReleaseContext context)
    {
        if (page.Metadata is { Write.IsCompleted: false })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair result-of-a-task-in-a-shrinker
//// bad
sealed class Names(Func<Task<long>> count) : IShrinker
{
    public long Count(in ShrinkContext context) => count().Result; // bug

    public ShrinkResult Scan(long objectCount, in ShrinkContext context) => ShrinkResult.Stop;
}
//// clean
sealed class Names(Func<Task<long>> count) : IShrinker
{
    private long _count;

    public long Count(in ShrinkContext context) => Volatile.Read(ref _count);

    public ShrinkResult Scan(long objectCount, in ShrinkContext context) => ShrinkResult.Stop;

    public async Task RecountAsync() => Volatile.Write(ref _count, await count());
}
//// pair guard-the-wrong-way-round
//// bad
sealed class Row;

sealed class Rows(Task[] writes) : IReleasePage<Row>
{
    public ReleaseOutcome ReleasePage(LockedPage<Row> page, in ReleaseContext context)
    {
        if (!context.MayBlock)
        {
            Task.WaitAll(writes); // bug
        }

        return ReleaseOutcome.Removable;
    }
}
//// clean
sealed class Row;

sealed class Rows(Task[] writes) : IReleasePage<Row>
{
    public ReleaseOutcome ReleasePage(LockedPage<Row> page, in ReleaseContext context)
    {
        if (context.MayBlock)
        {
            Task.WaitAll(writes);
        }

        return ReleaseOutcome.Removable;
    }
}
//// pair leave-for-something-else
//// bad
sealed class Entry
{
    public Thread? Loader;
}

sealed class Entries : IReleasePage<Entry>
{
    ReleaseOutcome IReleasePage<Entry>.ReleasePage(LockedPage<Entry> page, in ReleaseContext context)
    {
        if (!context.MayEnterFileSystem)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach()?.Loader?.Join(); // bug
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Entry
{
    public Thread? Loader;
}

sealed class Entries : IReleasePage<Entry>
{
    ReleaseOutcome IReleasePage<Entry>.ReleasePage(LockedPage<Entry> page, in ReleaseContext context)
    {
        if (!context.MayEnterFileSystem || !context.MayBlock)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach()?.Loader?.Join();
        return ReleaseOutcome.Released;
    }
}
//// pair awaiter-two-calls-deep
//// bad
sealed class Log
{
    public List<string> Lines = [];
}

sealed class Logs(TextWriter output) : IPrepareRelease<Log>
{
    public ReleaseOutcome PrepareRelease(LockedPage<Log> page, in ReleaseContext context) => ReleaseOutcome.Released;

    public void CommitRelease(LockedPage<Log> page) => Save(page.Detach()); // bug

    public void AbortRelease(LockedPage<Log> page)
    {
    }

    private void Save(Log? log)
    {
        foreach (string line in log?.Lines ?? [])
        {
            Write(line); // bug
        }
    }

    private void Write(string line) => output.WriteLineAsync(line).GetAwaiter().GetResult(); // bug
}
//// clean
sealed class Log
{
    public List<string> Lines = [];
}

sealed class Logs(TextWriter output) : IPrepareRelease<Log>
{
    private readonly ConcurrentQueue<string> _lines = new();

    public ReleaseOutcome PrepareRelease(LockedPage<Log> page, in ReleaseContext context) => ReleaseOutcome.Released;

    public void CommitRelease(LockedPage<Log> page) => Save(page.Detach());

    public void AbortRelease(LockedPage<Log> page)
    {
    }

    public async Task WriteAsync()
    {
        while (_lines.TryDequeue(out string? line))
        {
            await output.WriteLineAsync(line);
        }
    }

    private void Save(Log? log)
    {
        foreach (string line in log?.Lines ?? [])
        {
            _lines.Enqueue(line);
        }
    }
}
//// pair parallel-scan
//// bad
sealed class Index
{
    private readonly ConcurrentDictionary<long, byte[]> _parts = new();

    private sealed class Shrinker(Index owner) : IShrinker
    {
        public long Count(in ShrinkContext context) => owner._parts.Count;

        public ShrinkResult Scan(long objectCount, in ShrinkContext context)
        {
            long freed = 0;
            Parallel.ForEach(owner._parts.Keys.Take((int)objectCount), key => // bug
            {
                if (owner._parts.TryRemove(key, out _))
                {
                    Interlocked.Increment(ref freed);
                }
            });
            return ShrinkResult.Freed(freed);
        }
    }
}
//// clean
sealed class Index
{
    private readonly ConcurrentDictionary<long, byte[]> _parts = new();

    private sealed class Shrinker(Index owner) : IShrinker
    {
        public long Count(in ShrinkContext context) => owner._parts.Count;

        public ShrinkResult Scan(long objectCount, in ShrinkContext context)
        {
            long freed = 0;
            foreach (long key in owner._parts.Keys.Take((int)objectCount))
            {
                freed += owner._parts.TryRemove(key, out _) ? 1 : 0;
            }

            return ShrinkResult.Freed(freed);
        }
    }
}
//// pair finalizers
//// bad
sealed class Weak(WeakReference<object> target)
{
    public bool IsAlive => target.TryGetTarget(out _);
}

sealed class Weaks : IPrepareRelease<Weak>
{
    public ReleaseOutcome PrepareRelease(LockedPage<Weak> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsAlive: true })
        {
            GC.WaitForPendingFinalizers(); // bug
        }

        return page.Metadata is { IsAlive: true } ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
    }

    public void CommitRelease(LockedPage<Weak> page) => page.Detach();

    public void AbortRelease(LockedPage<Weak> page) { }
}
//// clean
sealed class Weak(WeakReference<object> target)
{
    public bool IsAlive => target.TryGetTarget(out _);
}

sealed class Weaks : IPrepareRelease<Weak>
{
    public ReleaseOutcome PrepareRelease(LockedPage<Weak> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsAlive: true } && context.MayBlock)
        {
            GC.WaitForPendingFinalizers();
        }

        return page.Metadata is { IsAlive: true } ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
    }

    public void CommitRelease(LockedPage<Weak> page) => page.Detach();

    public void AbortRelease(LockedPage<Weak> page) { }
}
//// pair async-void-until-its-first-await
//// bad
sealed class Audit;

sealed class Audits(Stream trail) : IOnRemove<Audit>
{
    public void OnRemove(in RemovedPage<Audit> page, RemoveReason reason)
    {
        Append(page.Index.Value); // bug
    }

    private async void Append(long index)
    {
        byte[] line = BitConverter.GetBytes(index);
        trail.Write(line, 0, line.Length); // bug
        await trail.FlushAsync();
    }
}
//// clean
sealed class Audit;

sealed class Audits(Stream trail) : IOnRemove<Audit>
{
    public void OnRemove(in RemovedPage<Audit> page, RemoveReason reason)
    {
        Append(page.Index.Value);
    }

    private async void Append(long index)
    {
        await Task.Yield();
        byte[] line = BitConverter.GetBytes(index);
        trail.Write(line, 0, line.Length);
        await trail.FlushAsync();
    }
}
