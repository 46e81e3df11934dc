//// pair file-written-in-commit
//// bad
sealed class Page
{
    public string Name = "";
}

sealed class Pages(string folder) : IPrepareRelease<Page>
{
    public ReleaseOutcome PrepareRelease(LockedPage<Page> page, in ReleaseContext context) =>
        page.Metadata is null ? ReleaseOutcome.Removable : ReleaseOutcome.Released;

    public void AbortRelease(LockedPage<Page> page)
    {
    }

    public void CommitRelease(LockedPage<Page> page)
    {
        Page? metadata = page.Detach();
        File.AppendAllText(Path.Combine(folder, "gone.log"), metadata?.Name); // bug
    }
}
//// clean
sealed class Page
{
    public string Name = "";
}

sealed class Pages(string folder) : IPrepareRelease<Page>
{
    private readonly StringBuilder _gone = new(folder);

    public ReleaseOutcome PrepareRelease(LockedPage<Page> page, in ReleaseContext context) =>
        page.Metadata is null ? ReleaseOutcome.Removable : ReleaseOutcome.Released;

    public void AbortRelease(LockedPage<Page> page)
    {
    }

    public void CommitRelease(LockedPage<Page> page)
    {
        Page? metadata = page.Detach();
        _gone.AppendLine(metadata?.Name);
    }
}
//// pair stream-flushed-in-scan
//// bad
sealed class Names(FileStream file) : IShrinker
{
    private readonly Queue<byte[]> _unwritten = new();

    public long Count(in ShrinkContext context) => _unwritten.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        while (freed < objectCount && _unwritten.TryDequeue(out byte[]? bytes))
        {
            file.Write(bytes); // bug
            freed++;
        }

        return ShrinkResult.Freed(freed);
    }
}
//// clean
sealed class Names(FileStream file) : IShrinker
{
    private readonly Queue<byte[]> _unwritten = new();

    public long Count(in ShrinkContext context) => _unwritten.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!context.MayBlock)
        {
            return ShrinkResult.Stop;
        }

        long freed = 0;
        while (freed < objectCount && _unwritten.TryDequeue(out byte[]? bytes))
        {
            file.Write(bytes);
            freed++;
        }

        return ShrinkResult.Freed(freed);
    }
}
//// pair socket-in-a-local-function
//// bad
sealed class Peer(System.Net.Sockets.Socket socket)
{
    public System.Net.Sockets.Socket Socket => socket;
}

sealed class Peers : IOnRemove<Peer>
{
    public void OnRemove(in RemovedPage<Peer> page, RemoveReason reason)
    {
        if (page.Metadata is { } peer)
        {
            Tell(peer, page.Bytes); // bug
        }

        static void Tell(Peer peer, ReadOnlySpan<byte> bytes) => peer.Socket.Send(bytes); // bug
    }
}
//// clean
sealed class Peer(System.Net.Sockets.Socket socket)
{
    public System.Net.Sockets.Socket Socket => socket;
}

sealed class Peers : IOnRemove<Peer>
{
    private readonly ConcurrentBag<(Peer, byte[])> _outbox = [];

    public void OnRemove(in RemovedPage<Peer> page, RemoveReason reason)
    {
        if (page.Metadata is { } peer)
        {
            Tell(peer, page.Bytes);
        }

        void Tell(Peer peer, ReadOnlySpan<byte> bytes) => _outbox.Add((peer, bytes.ToArray()));
    }
}
//// pair name-looked-up
//// bad
sealed record Host(string Name)
{
    public bool IsGone { get; set; }
}

sealed class Hosts : IReleasePage<Host>
{
    public ReleaseOutcome ReleasePage(LockedPage<Host> page, in ReleaseContext context) => page.Metadata switch
    {
        null => ReleaseOutcome.Removable,
        { IsGone: true } => ReleaseOutcome.Removable,
        { Name: var name } when System.Net.Dns.GetHostAddresses(name).Length == 0 => ReleaseOutcome.Kept, // bug
        _ => ReleaseOutcome.Removable,
    };
}
//// clean
sealed record Host(string Name)
{
    public bool IsGone { get; set; }
}

sealed class Hosts : IReleasePage<Host>
{
    public ReleaseOutcome ReleasePage(LockedPage<Host> page, in ReleaseContext context) => page.Metadata switch
    {
        null => ReleaseOutcome.Removable,
        { IsGone: true } => ReleaseOutcome.Removable,
        { Name.Length: 0 } => ReleaseOutcome.Kept,
        _ => ReleaseOutcome.Removable,
    };
}
//// pair http-in-count
//// bad
sealed class Remote(System.Net.Http.HttpClient client) : IShrinker
{
    long IShrinker.Count(in ShrinkContext context)
    {
        using var request = new System.Net.Http.HttpRequestMessage(System.Net.Http.HttpMethod.Head, "/objects");
        using System.Net.Http.HttpResponseMessage response = client.Send(request); // bug
        return response.Content.Headers.ContentLength ?? 0;
    }

    ShrinkResult IShrinker.Scan(long objectCount, in ShrinkContext context) => ShrinkResult.Freed(0);
}
//// clean
sealed class Remote(System.Net.Http.HttpClient client) : IShrinker
{
    private long _length;

    public async Task RefreshAsync(CancellationToken cancellation)
    {
        using System.Net.Http.HttpResponseMessage response = await client.GetAsync("/objects", cancellation);
        _length = response.Content.Headers.ContentLength ?? 0;
    }

    long IShrinker.Count(in ShrinkContext context)
    {
        return _length;
    }

    ShrinkResult IShrinker.Scan(long objectCount, in ShrinkContext context) => ShrinkResult.Freed(0);
}
//// pair process-in-a-base-class
//// bad
abstract class Compressing : IReleasePage<string>
{
    public ReleaseOutcome ReleasePage(LockedPage<string> page, in ReleaseContext context)
    {
        string? path = page.Detach();
        if (path is not null)
        {
            Compress(path); // bug
        }

        return ReleaseOutcome.Released;
    }

    protected static void Compress(string path)
    {
        using var process = System.Diagnostics.Process.Start("gzip", path);
        process.WaitForExit(); // bug
    }
}
//// clean
abstract class Compressing : IReleasePage<string>
{
    public ReleaseOutcome ReleasePage(LockedPage<string> page, in ReleaseContext context)
    {
        string? path = page.Detach();
        if (path is not null)
        {
            ThreadPool.QueueUserWorkItem(static state => Compress((string)state!), path);
        }

        return ReleaseOutcome.Released;
    }

    protected static void Compress(string path)
    {
        using var process = System.Diagnostics.Process.Start("gzip", path);
        process.WaitForExit();
    }
}
//// pair guard-handed-to-a-helper-that-ignores-it
//// bad
sealed class Delta
{
    public byte[] Bytes = [];
}

sealed class Deltas(Microsoft.Win32.SafeHandles.SafeFileHandle file) : IReleasePage<Delta>
{
    public ReleaseOutcome ReleasePage(LockedPage<Delta> page, in ReleaseContext context)
    {
        if (page.Metadata is not { } delta || !Save(delta, page.Index, context.MayBlock)) // bug
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    private bool Save(Delta delta, PageIndex index, bool mayBlock)
    {
        RandomAccess.Write(file, delta.Bytes, index.ToOffset(4096)); // bug
        return mayBlock || delta.Bytes.Length < 512;
    }
}
//// clean
sealed class Delta
{
    public byte[] Bytes = [];
}

sealed class Deltas(Microsoft.Win32.SafeHandles.SafeFileHandle file) : IReleasePage<Delta>
{
    public ReleaseOutcome ReleasePage(LockedPage<Delta> page, in ReleaseContext context)
    {
        if (page.Metadata is not { } delta || !Save(delta, page.Index, context.MayBlock))
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    private bool Save(Delta delta, PageIndex index, bool mayBlock)
    {
        if (!mayBlock)
        {
            return delta.Bytes.Length == 0;
        }

        RandomAccess.Write(file, delta.Bytes, index.ToOffset(4096));
        return true;
    }
}
//// pair charge-waits-for-memory
//// bad
sealed class Cached(ShrinkerRegistration registration) : IShrinker
{
    private long _objects;

    public long Count(in ShrinkContext context) => _objects;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = Math.Min(objectCount, _objects);
        _objects -= freed;
        registration.Charge(-freed); // bug
        return ShrinkResult.Freed(freed);
    }
}
//// clean
sealed class Cached(ShrinkerRegistration registration) : IShrinker
{
    private long _objects;

    public long Count(in ShrinkContext context) => _objects;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = Math.Min(objectCount, _objects);
        _objects -= freed;
        registration.Refund(freed);
        return ShrinkResult.Freed(freed);
    }
}
