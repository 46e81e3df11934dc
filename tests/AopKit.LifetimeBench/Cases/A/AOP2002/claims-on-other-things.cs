//// pair pin-on-another-space
//// bad
sealed class Companion(PageLease<object> lease) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => lease.Bytes;

    public void Dispose() => lease.Dispose();
}

sealed class Companions(AddressSpace<object> other) : IReadPageAsync<Companion>
{
    public async ValueTask ReadPageAsync(FillRequest<Companion> page, CancellationToken cancellation)
    {
        PageLease<object> lease = await other.PinAsync(page.Index, cancellation);
        page.Attach(new Companion(lease)); // bug
    }
}
//// clean
sealed class Companion(PageLease<object> lease) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => lease.Bytes;

    public void Dispose() => lease.Dispose();
}

sealed class Companions(AddressSpace<object> other) : IReadPageAsync<Companion>, IOnRemove<Companion>
{
    public async ValueTask ReadPageAsync(FillRequest<Companion> page, CancellationToken cancellation)
    {
        PageLease<object> lease = await other.PinAsync(page.Index, cancellation);
        page.Attach(new Companion(lease));
    }

    public void OnRemove(in RemovedPage<Companion> page, RemoveReason reason)
    {
        if (page.Metadata is { } companion)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static ended => ended.Dispose(), companion, preferLocal: true);
        }
    }
}
//// pair promise-without-an-end
//// bad
sealed class Grant : IDisposable
{
    public int Users { get; set; }

    public void Dispose() => Users = 0;
}

sealed class Grants : IAddressSpaceOperations<Grant>, IPrepareRelease<Grant>
{
    public void ReadPage(FillPage<Grant> page) => page.Attach(new Grant { Users = 1 }); // bug

    public ReleaseOutcome PrepareRelease(LockedPage<Grant> page, in ReleaseContext context) =>
        page.IsDirty ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;

    public void CommitRelease(LockedPage<Grant> page)
    {
    }

    public void AbortRelease(LockedPage<Grant> page)
    {
    }
}
//// clean
sealed class Grant : IDisposable
{
    public int Users { get; set; }

    public void Dispose() => Users = 0;
}

sealed class Grants : IAddressSpaceOperations<Grant>, IPrepareRelease<Grant>, IOnRemove<Grant>
{
    public void ReadPage(FillPage<Grant> page) => page.Attach(new Grant { Users = 1 });

    public ReleaseOutcome PrepareRelease(LockedPage<Grant> page, in ReleaseContext context) =>
        page.IsDirty ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;

    public void CommitRelease(LockedPage<Grant> page)
    {
    }

    public void AbortRelease(LockedPage<Grant> page)
    {
    }

    public void OnRemove(in RemovedPage<Grant> page, RemoveReason reason) => page.Metadata?.Dispose();
}
//// pair list-of-disposables-beside-it
//// bad
sealed record Source(Stream Stream) : IDisposable
{
    public void Dispose() => Stream.Dispose();
}

sealed class Sources : IAddressSpaceOperations<Source>, IReleaseAddressSpace<Source>
{
    private readonly List<string> _names = [];

    public void ReadPage(FillPage<Source> page)
    {
        string name = $"{page.Index}.part";
        lock (_names)
        {
            _names.Add(name);
        }

        page.Attach(new Source(new FileStream(name, FileMode.Open))); // bug
    }

    public ReleaseOutcome Release(AddressSpace<Source> space, ReleaseMode mode)
    {
        _names.Clear();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed record Source(Stream Stream) : IDisposable
{
    public void Dispose() => Stream.Dispose();
}

sealed class Sources : IAddressSpaceOperations<Source>, IReleaseAddressSpace<Source>, IReleasePage<Source>,
    IOnRemove<Source>
{
    private readonly List<string> _names = [];
    private readonly ConcurrentBag<Source> _ended = [];

    public void ReadPage(FillPage<Source> page)
    {
        string name = $"{page.Index}.part";
        lock (_names)
        {
            _names.Add(name);
        }

        page.Attach(new Source(new FileStream(name, FileMode.Open)));
    }

    public ReleaseOutcome ReleasePage(LockedPage<Source> page, in ReleaseContext context) => ReleaseOutcome.Removable;

    public void OnRemove(in RemovedPage<Source> page, RemoveReason reason)
    {
        if (page.Metadata is { } source)
        {
            _ended.Add(source);
        }
    }

    public ReleaseOutcome Release(AddressSpace<Source> space, ReleaseMode mode)
    {
        foreach (Source source in _ended)
        {
            source.Dispose();
        }

        _names.Clear();
        return ReleaseOutcome.Released;
    }
}
//// pair replaced-while-locked
//// bad
sealed class Lens : IDisposable
{
    public void Dispose() { }
}

sealed class Lenses : IAddressSpaceOperations<Lens>, IOnRemove<Lens>
{
    public void ReadPage(FillPage<Lens> page) => page.Attach(new Lens());

    public void Change(AddressSpace<Lens> space, PageIndex index)
    {
        using PagePin<Lens> pin = space.Pin(index);
        using LockedPage<Lens> page = pin.Lock();
        page.Detach(); // bug
        page.Attach(new Lens());
    }

    public void OnRemove(in RemovedPage<Lens> page, RemoveReason reason) => page.Metadata?.Dispose();
}
//// clean
sealed class Lens : IDisposable
{
    public void Dispose() { }
}

sealed class Lenses : IAddressSpaceOperations<Lens>, IOnRemove<Lens>
{
    public void ReadPage(FillPage<Lens> page) => page.Attach(new Lens());

    public void Change(AddressSpace<Lens> space, PageIndex index)
    {
        using PagePin<Lens> pin = space.Pin(index);
        using LockedPage<Lens> page = pin.Lock();
        page.Detach()?.Dispose();
        page.Attach(new Lens());
    }

    public void OnRemove(in RemovedPage<Lens> page, RemoveReason reason) => page.Metadata?.Dispose();
}
