//// pair detached-and-dropped-in-release
//// bad
sealed class Handle : IDisposable
{
    public void Dispose() { }
}

sealed class Handles : IAddressSpaceOperations<Handle>, IReleasePage<Handle>
{
    public void ReadPage(FillPage<Handle> page) => page.Attach(new Handle()); // bug

    public ReleaseOutcome ReleasePage(LockedPage<Handle> page, in ReleaseContext context)
    {
        page.Detach(); // bug
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Handle : IDisposable
{
    public void Dispose() { }
}

sealed class Handles : IAddressSpaceOperations<Handle>, IReleasePage<Handle>, IOnRemove<Handle>
{
    public void ReadPage(FillPage<Handle> page) => page.Attach(new Handle());

    public ReleaseOutcome ReleasePage(LockedPage<Handle> page, in ReleaseContext context)
    {
        Handle? handle = page.Detach();
        handle?.Dispose();
        return ReleaseOutcome.Released;
    }

    public void OnRemove(in RemovedPage<Handle> page, RemoveReason reason) => page.Metadata?.Dispose();
}
//// pair truncated-pages-are-forgotten
//// bad
sealed class Lease : IDisposable
{
    public void Dispose() { }
}

sealed class Leases : IAddressSpaceOperations<Lease>, IReleasePage<Lease>
{
    void IAddressSpaceOperations<Lease>.ReadPage(FillPage<Lease> page)
    {
        Lease lease = new();
        page.Attach(lease); // bug
    }

    ReleaseOutcome IReleasePage<Lease>.ReleasePage(LockedPage<Lease> page, in ReleaseContext context)
    {
        page.Detach()?.Dispose();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Lease : IDisposable
{
    public void Dispose() { }
}

sealed class Leases : IAddressSpaceOperations<Lease>, IReleasePage<Lease>, IOnRemove<Lease>
{
    void IAddressSpaceOperations<Lease>.ReadPage(FillPage<Lease> page)
    {
        Lease lease = new();
        page.Attach(lease);
    }

    ReleaseOutcome IReleasePage<Lease>.ReleasePage(LockedPage<Lease> page, in ReleaseContext context)
    {
        page.Detach()?.Dispose();
        return ReleaseOutcome.Released;
    }

    void IOnRemove<Lease>.OnRemove(in RemovedPage<Lease> page, RemoveReason reason)
    {
        page.Metadata?.Dispose();
    }
}
//// pair one-reason-of-six
//// bad
sealed class Row(byte[] cells)
{
    public byte[] Cells => cells;
}

sealed class Rows : IAddressSpaceOperations<Row>, IOnRemove<Row>
{
    public void ReadPage(FillPage<Row> page)
    {
        byte[] cells = ArrayPool<byte>.Shared.Rent(512);
        page.Attach(new Row(cells)); // bug
    }

    public void OnRemove(in RemovedPage<Row> page, RemoveReason reason)
    {
        switch (reason)
        {
            case RemoveReason.Reclaimed when page.Metadata is { } row: // bug
                ArrayPool<byte>.Shared.Return(row.Cells);
                break;
            default:
                break;
        }
    }
}
//// clean
sealed class Row(byte[] cells)
{
    public byte[] Cells => cells;
}

sealed class Rows : IAddressSpaceOperations<Row>, IOnRemove<Row>
{
    public void ReadPage(FillPage<Row> page)
    {
        byte[] cells = ArrayPool<byte>.Shared.Rent(512);
        page.Attach(new Row(cells));
    }

    public void OnRemove(in RemovedPage<Row> page, RemoveReason reason)
    {
        switch (page.Metadata)
        {
            case { } row:
                ArrayPool<byte>.Shared.Return(row.Cells);
                break;
            default:
                break;
        }
    }
}
//// pair commit-detaches-and-forgets
//// bad
sealed class Claim : IDisposable
{
    public bool IsBusy;

    public void Dispose() { }
}

sealed class Claims : IAddressSpaceOperations<Claim>, IPrepareRelease<Claim>, IOnRemove<Claim>
{
    public void ReadPage(FillPage<Claim> page) => page.Attach(new Claim());

    public ReleaseOutcome PrepareRelease(LockedPage<Claim> page, in ReleaseContext context) =>
        page.Metadata is { IsBusy: true } ? ReleaseOutcome.Kept : ReleaseOutcome.Released;

    public void CommitRelease(LockedPage<Claim> page) => page.Detach(); // bug

    public void AbortRelease(LockedPage<Claim> page)
    {
    }

    public void OnRemove(in RemovedPage<Claim> page, RemoveReason reason) => page.Metadata?.Dispose();
}
//// clean
sealed class Claim : IDisposable
{
    public bool IsBusy;

    public void Dispose() { }
}

sealed class Claims : IAddressSpaceOperations<Claim>, IPrepareRelease<Claim>, IOnRemove<Claim>
{
    public void ReadPage(FillPage<Claim> page) => page.Attach(new Claim());

    public ReleaseOutcome PrepareRelease(LockedPage<Claim> page, in ReleaseContext context) =>
        page.Metadata is { IsBusy: true } ? ReleaseOutcome.Kept : ReleaseOutcome.Released;

    public void CommitRelease(LockedPage<Claim> page) => page.Detach()?.Dispose();

    public void AbortRelease(LockedPage<Claim> page)
    {
    }

    public void OnRemove(in RemovedPage<Claim> page, RemoveReason reason) => page.Metadata?.Dispose();
}
//// pair base-ends-another-thing
//// bad
class Texture : IDisposable
{
    public virtual void Dispose() { }
}

abstract class Counting<T> : IOnRemove<T>
    where T : class
{
    protected long Removed { get; private set; }

    public void OnRemove(in RemovedPage<T> page, RemoveReason reason) => Removed++;
}

sealed class Textures : Counting<Texture>, IAddressSpaceOperations<Texture>
{
    public void ReadPage(FillPage<Texture> page)
    {
        Texture texture = Make();
        page.Attach(texture); // bug

        static Texture Make() => new();
    }
}
//// clean
class Texture : IDisposable
{
    public virtual void Dispose() { }
}

abstract class Counting<T> : IOnRemove<T>
    where T : class, IDisposable
{
    protected long Removed { get; private set; }

    public void OnRemove(in RemovedPage<T> page, RemoveReason reason)
    {
        Removed++;
        page.Metadata?.Dispose();
    }
}

sealed class Textures : Counting<Texture>, IAddressSpaceOperations<Texture>
{
    public void ReadPage(FillPage<Texture> page)
    {
        Texture texture = Make();
        page.Attach(texture);

        static Texture Make() => new();
    }
}
