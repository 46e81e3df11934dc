using System.Runtime.CompilerServices;
using AopKit.Callbacks;
using AopKit.Checking;
using AopKit.Fill;
using AopKit.Frames;
using AopKit.Lookup;
using AopKit.Residency;

namespace AopKit;

/// <summary>
/// The engine's address space: sends each call down its path, and has no logic of its own. What is done with a pinned
/// page is here.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
internal sealed partial class CachedAddressSpace<T> : AddressSpace<T>, ISpaceOwner
    where T : class
{
    /// <summary>A 32nd of the budget may be one space's flat index.</summary>
    private const int FlatShareOfBudget = 32;

    private readonly CacheParts _parts;
    private readonly Space _space;

    /// <summary>Of the parts, beside them, because every hit needs it.</summary>
    private readonly PageLookup _lookup;
    private readonly Checks _checks;

    public CachedAddressSpace(
        CacheParts parts, IAddressSpaceOperations<T> operations, AddressSpaceOptions options,
        RemoveNotification notification)
    {
        _parts = parts;
        _lookup = parts.Lookup;
        _checks = parts.Store.Options.Checks;
        int flatSizeClass = NodePool.FlatSizeClass(
            options.ExpectedPages, parts.Store.Budget.LimitBytes / FlatShareOfBudget);
        _space = new Space(parts.Store.Nodes, flatSizeClass, options, notification)
        {
            Callbacks = new SpaceCallbacks<T>(this, operations, parts.Store.Callbacks),
        };
        parts.Store.Spaces.Add(_space);
        using (_space.Gate.Enter())
        {
            parts.Store.Spaces.NoteIdle(_space);
        }
    }

    PageStore ISpaceOwner.Store => _parts.Store;

    Space ISpaceOwner.Space => _space;

    public override string Name => _space.Name;

    public override int PageSize => _parts.Frames.PageSize;

    public override long PageCount => Volatile.Read(ref _space.PageCount);

    public override long DirtyPageCount => Volatile.Read(ref _space.DirtyCount);

    public override bool Contains(PageIndex index)
    {
        _space.ThrowIfExiting();
        return _parts.Lookup.Contains(_space, index.Value);
    }

    public override ValueTask<PageLease<T>> PinAsync(PageIndex index, CancellationToken cancellation = default)
    {
        return TryPinPage(index, out PageHandle page)
            ? ValueTask.FromResult(new PageLease<T>(this, index, page))
            : PinAsyncSlowly(index, cancellation);
    }

    public override long Prefetch(PageRange pages)
    {
        EnterCache();
        return _parts.Batch.Prefetch(_space, pages);
    }

    protected override ReadOnlySpan<byte> BeginRead(PageIndex index, out OptimisticRead read)
    {
        EnterCache();
        return _parts.Optimistic.Begin(_space, index.Value, out read);
    }

    protected override bool IsReadValid(OptimisticRead read) => _parts.Optimistic.IsValid(read);

    protected override ReadOnlySpan<byte> GetBytes(PageHandle page)
    {
        ThrowIfEnded(page);
        return _parts.Frames.Bytes(page.Frame);
    }

    protected override T? GetMetadata(PageHandle page)
    {
        ThrowIfEnded(page);
        Schedule.Point(_space);
        return Volatile.Read(ref MetadataOf(page.Frame));
    }

    protected override bool IsStale(PageHandle page)
    {
        ThrowIfEnded(page);
        return FrameState.Has(FrameState.Read(ref _parts.Frames.State(page.Frame)), FrameState.Unlinked);
    }

    protected override bool IsDirty(PageHandle page)
    {
        ThrowIfEnded(page);
        return FrameState.Has(FrameState.Read(ref _parts.Frames.State(page.Frame)), FrameState.Dirty);
    }

    protected override T GetOrAttach(PageHandle page, T candidate, int chargeBytes)
    {
        EnterCache();
        ThrowIfEnded(page);

        // Under the page lock, so that no release callback is in the middle of an answer about this page's metadata
        // (E20).
        _parts.Locks.Lock(page.Frame);
        try
        {
            ref T? place = ref MetadataOf(page.Frame);
            if (place is { } winner && !Fault.Is(FaultId.E20_SecondAttachWins))
            {
                return winner;
            }

            _parts.Supply.SetCharge(page.Frame, chargeBytes);
            Volatile.Write(ref place, candidate);
            return candidate;
        }
        finally
        {
            _parts.Locks.Unlock(page.Frame);
        }
    }

    protected override void SetCharge(PageHandle page, int chargeBytes) =>
        _parts.Supply.SetCharge(page.Frame, chargeBytes);

    protected override LockedPage<T> Lock(PageHandle page)
    {
        EnterCache();
        ThrowIfEnded(page);
        _parts.Locks.Lock(page.Frame);
        ref FrameHeader header = ref _parts.Frames.Header(page.Frame);
        return new LockedPage<T>(
            this, new PageIndex(header.Index), page, _parts.Frames.Bytes(page.Frame), ref MetadataOf(page.Frame),
            FrameState.Has(Volatile.Read(ref header.State), FrameState.Dirty), ownsLock: true);
    }

    protected override void Unlock(PageHandle page) => _parts.Locks.Unlock(page.Frame);

    protected override Span<byte> BeginWrite(PageHandle page)
    {
        EnterCache();
        ThrowIfEnded(page);
        _parts.Writing.Begin(_space, page.Frame);
        return _parts.Frames.Bytes(page.Frame);
    }

    protected override void EndWrite(PageHandle page) => _parts.Writing.End(page.Frame);

    private ValueTask<PageLease<T>> PinAsyncSlowly(PageIndex index, CancellationToken cancellation)
    {
        try
        {
            return _parts.Pinner.BeginPin(_space, index.Value, out PageHandle page, cancellation) is { } fill
                ? LeaseWaiter<T>.WaitFor(fill, this, index, cancellation)
                : ValueTask.FromResult(new PageLease<T>(this, index, page));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<PageLease<T>>(cancellation);
        }
        catch (Exception exception)
        {
            // As of every task: what goes wrong is in it, and is not thrown by who makes it.
            return ValueTask.FromException<PageLease<T>>(exception);
        }
    }

    private ref T? MetadataOf(int frame) => ref Unsafe.As<object?, T?>(ref _parts.Frames.Metadata(frame));

    private void EnterCache()
    {
        CallbackScope.EnterCache();
        _space.ThrowIfExiting();
    }
}
