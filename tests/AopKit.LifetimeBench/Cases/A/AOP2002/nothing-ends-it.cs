//// pair disposable-names
//// bad
sealed class Names : IDisposable
{
    public List<string> Entries { get; } = [];

    public void Dispose() => Entries.Clear();
}

sealed class Folder : IAddressSpaceOperations<Names>
{
    public void ReadPage(FillPage<Names> page)
    {
        var names = new Names();
        names.Entries.Add($"{page.Index}");
        page.Attach(names); // bug
    }
}
//// clean
sealed class Names : IDisposable
{
    public List<string> Entries { get; } = [];

    public void Dispose() => Entries.Clear();
}

sealed class Folder : IAddressSpaceOperations<Names>, IOnRemove<Names>
{
    public void ReadPage(FillPage<Names> page)
    {
        var names = new Names();
        names.Entries.Add($"{page.Index}");
        page.Attach(names);
    }

    public void OnRemove(in RemovedPage<Names> page, RemoveReason reason) => page.Metadata?.Dispose();
}
//// pair must-call-of-a-third-name
//// bad
[MustCall(nameof(Leave))]
sealed class Visit(long room)
{
    public long Room => room;

    public void Leave() { }
}

sealed class Visits(long first) : IAddressSpaceOperations<Visit>
{
    public void ReadPage(FillPage<Visit> page)
    {
        if (page.Index.Value >= first)
        {
            page.Attach(new Visit(page.Index.Value - first)); // bug
        }
    }
}
//// clean
[MustCall(nameof(Leave))]
sealed class Visit(long room)
{
    public long Room => room;

    public void Leave() { }
}

sealed class Visits(long first) : IAddressSpaceOperations<Visit>, IOnRemove<Visit>
{
    public void ReadPage(FillPage<Visit> page)
    {
        if (page.Index.Value >= first)
        {
            page.Attach(new Visit(page.Index.Value - first));
        }
    }

    public void OnRemove(in RemovedPage<Visit> page, RemoveReason reason)
    {
        page.Metadata?.Leave();
    }
}
//// pair asynchronous-fill
//// bad
sealed class Cursor : IAsyncDisposable, IDisposable
{
    public long Position;

    public void Dispose() => Position = -1;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}

sealed class Cursors(Stream source) : IReadPageAsync<Cursor>, IReleasePage<Cursor>
{
    public async ValueTask ReadPageAsync(FillRequest<Cursor> page, CancellationToken cancellation)
    {
        int read = await source.ReadAtLeastAsync(page.Bytes, page.Bytes.Length, false, cancellation);
        page.Attach(new Cursor { Position = read }); // bug
    }

    public ReleaseOutcome ReleasePage(LockedPage<Cursor> page, in ReleaseContext context) =>
        context.MayBlock ? ReleaseOutcome.Removable : ReleaseOutcome.Kept;
}
//// clean
sealed class Cursor : IAsyncDisposable, IDisposable
{
    public long Position;

    public void Dispose() => Position = -1;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}

sealed class Cursors(Stream source) : IReadPageAsync<Cursor>, IReleasePage<Cursor>, IOnRemove<Cursor>
{
    public async ValueTask ReadPageAsync(FillRequest<Cursor> page, CancellationToken cancellation)
    {
        int read = await source.ReadAtLeastAsync(page.Bytes, page.Bytes.Length, false, cancellation);
        page.Attach(new Cursor { Position = read });
    }

    public ReleaseOutcome ReleasePage(LockedPage<Cursor> page, in ReleaseContext context) =>
        context.MayBlock ? ReleaseOutcome.Removable : ReleaseOutcome.Kept;

    public void OnRemove(in RemovedPage<Cursor> page, RemoveReason reason) => page.Metadata?.Dispose();
}
//// pair helper-makes-and-attaches
//// bad
sealed class Reader(Stream stream) : IDisposable
{
    public void Dispose() => stream.Dispose();
}

partial class Readers : IAddressSpaceOperations<Reader>
{
    public void ReadPage(FillPage<Reader> page)
    {
        page.Bytes.Clear();
        Open(page, $"part{page.Index}");
    }
}

partial class Readers
{
    private static void Open(FillPage<Reader> page, string path)
    {
        var reader = new Reader(new MemoryStream(Encoding.UTF8.GetBytes(path)));
        page.Attach(reader); // bug
    }
}
//// clean
sealed class Reader(Stream stream) : IDisposable
{
    public void Dispose() => stream.Dispose();
}

partial class Readers : IAddressSpaceOperations<Reader>
{
    public void ReadPage(FillPage<Reader> page)
    {
        page.Bytes.Clear();
        Open(page, $"part{page.Index}");
    }
}

partial class Readers : IOnRemove<Reader>
{
    private static void Open(FillPage<Reader> page, string path)
    {
        var reader = new Reader(new MemoryStream(Encoding.UTF8.GetBytes(path)));
        page.Attach(reader);
    }

    public void OnRemove(in RemovedPage<Reader> page, RemoveReason reason)
    {
        using Reader? reader = page.Metadata;
    }
}
//// pair attached-under-a-lock
//// bad
sealed class Ticket : IDisposable
{
    private static int s_open;

    public Ticket() => Interlocked.Increment(ref s_open);

    public void Dispose() => Interlocked.Decrement(ref s_open);
}

sealed class Tickets : IAddressSpaceOperations<Ticket>
{
    public void ReadPage(FillPage<Ticket> page) => page.Bytes.Fill(1);

    public void Mark(AddressSpace<Ticket> space, PageIndex index)
    {
        using PagePin<Ticket> pin = space.Pin(index);
        using LockedPage<Ticket> locked = pin.Lock();
        if (locked.Metadata is null)
        {
            locked.Attach(new Ticket()); // bug
        }
    }
}
//// clean
sealed class Ticket : IDisposable
{
    private static int s_open;

    public Ticket() => Interlocked.Increment(ref s_open);

    public void Dispose() => Interlocked.Decrement(ref s_open);
}

sealed class Tickets : IAddressSpaceOperations<Ticket>, IOnRemove<Ticket>
{
    public void ReadPage(FillPage<Ticket> page) => page.Bytes.Fill(1);

    public void Mark(AddressSpace<Ticket> space, PageIndex index)
    {
        using PagePin<Ticket> pin = space.Pin(index);
        using LockedPage<Ticket> locked = pin.Lock();
        if (locked.Metadata is null)
        {
            locked.Attach(new Ticket());
        }
    }

    void IOnRemove<Ticket>.OnRemove(in RemovedPage<Ticket> page, RemoveReason reason) => page.Metadata?.Dispose();
}
//// pair on-remove-counts-only
//// bad
sealed class Mapping : IDisposable
{
    public nint Address;

    public void Dispose() => Address = 0;
}

sealed class Mappings : IAddressSpaceOperations<Mapping>, IOnRemove<Mapping>
{
    private long _removed;

    public void ReadPage(FillPage<Mapping> page) => page.Attach(new Mapping { Address = page.Bytes[0] }); // bug

    public void OnRemove(in RemovedPage<Mapping> page, RemoveReason reason)
    {
        if (reason != RemoveReason.FillFailed)
        {
            Interlocked.Increment(ref _removed);
        }
    }
}
//// clean
sealed class Mapping : IDisposable
{
    public nint Address;

    public void Dispose() => Address = 0;
}

sealed class Mappings : IAddressSpaceOperations<Mapping>, IOnRemove<Mapping>
{
    private long _removed;

    public void ReadPage(FillPage<Mapping> page) => page.Attach(new Mapping { Address = page.Bytes[0] });

    public void OnRemove(in RemovedPage<Mapping> page, RemoveReason reason)
    {
        page.Metadata?.Dispose();
        if (reason != RemoveReason.FillFailed)
        {
            Interlocked.Increment(ref _removed);
        }
    }
}
//// pair client-that-is-disposable-itself
//// bad
sealed class Segment : IDisposable
{
    public void Dispose() { }
}

sealed class Segments : IAddressSpaceOperations<Segment>, IDisposable
{
    private readonly MemoryStream _log = new();

    public void ReadPage(FillPage<Segment> page)
    {
        try
        {
            _log.WriteByte(page.Bytes[0]);
        }
        finally
        {
            page.Attach(new Segment()); // bug
        }
    }

    public void Dispose() => _log.Dispose();
}
//// clean
sealed class Segment : IDisposable
{
    public void Dispose() { }
}

sealed class Segments : IAddressSpaceOperations<Segment>, IOnRemove<Segment>, IDisposable
{
    private readonly MemoryStream _log = new();

    public void ReadPage(FillPage<Segment> page)
    {
        try
        {
            _log.WriteByte(page.Bytes[0]);
        }
        finally
        {
            page.Attach(new Segment());
        }
    }

    public void OnRemove(in RemovedPage<Segment> page, RemoveReason reason)
    {
        Segment? segment = page.Metadata;
        segment?.Dispose();
    }

    public void Dispose() => _log.Dispose();
}
//// pair generic-client-that-makes
//// bad
sealed class Making<T> : IAddressSpaceOperations<T>
    where T : class, IDisposable, new()
{
    public void ReadPage(FillPage<T> page) => page.Attach(new T()); // bug
}
//// clean
sealed class Making<T> : IAddressSpaceOperations<T>, IOnRemove<T>
    where T : class, IDisposable, new()
{
    public void ReadPage(FillPage<T> page) => page.Attach(new T());

    public void OnRemove(in RemovedPage<T> page, RemoveReason reason) => page.Metadata?.Dispose();
}
