namespace AopKit.Testing;

/// <content>What pins, locks and writers ask for.</content>
public sealed partial class ModelAddressSpace<T> : IPageFrames<T>
{
    Span<byte> IPageFrames<T>.GetBytes(PageHandle page) => _frames[page.Frame].Bytes;

    ref T? IPageFrames<T>.GetMetadata(PageHandle page) => ref _frames[page.Frame].Metadata;

    /// <inheritdoc/>
    protected override bool TryReadBytes(PageIndex index, int offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, PageSize - offset);
        ReadOnlySpan<byte> bytes = BeginRead(index, out OptimisticRead read);
        if (bytes.IsEmpty)
        {
            return false;
        }

        bytes.Slice(offset, destination.Length).CopyTo(destination);
        return IsReadValid(read);
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> BeginRead(PageIndex index, out OptimisticRead read)
    {
        Enter();
        ModelPage<T>? page = Find(index);
        read = page is null ? default : new OptimisticRead(page.Handle.Frame, page.Version);
        return page is not null && page.Version % 2 == 0 ? page.Bytes : default(ReadOnlySpan<byte>);
    }

    /// <inheritdoc/>
    protected override bool IsReadValid(OptimisticRead read) =>
        _frames.TryGetValue(read.Frame, out ModelPage<T>? page) && page.Left is null && page.Version == read.Version;

    /// <inheritdoc/>
    protected override void Unpin(PageHandle page)
    {
        ModelPage<T> held = Held(page);
        if (--held.PinCount == 0 && held.Left is { } door)
        {
            FinishRemoval(held, door);
        }
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> GetBytes(PageHandle page) => Held(page).Bytes;

    /// <inheritdoc/>
    protected override T? GetMetadata(PageHandle page) => Held(page).Metadata;

    /// <inheritdoc/>
    protected override bool IsStale(PageHandle page) => Held(page).Left is not null;

    /// <inheritdoc/>
    protected override bool IsDirty(PageHandle page) => Held(page).IsDirty;

    /// <inheritdoc/>
    protected override T GetOrAttach(PageHandle page, T candidate, int chargeBytes)
    {
        ThrowIfReentered();
        ModelPage<T> held = Held(page);
        if (held.Metadata is null)
        {
            (held.Metadata, held.ChargeBytes) = (candidate, chargeBytes);
        }

        return held.Metadata;
    }

    /// <inheritdoc/>
    protected override void SetCharge(PageHandle page, int chargeBytes) =>
        _frames[page.Frame].ChargeBytes = chargeBytes;

    /// <inheritdoc/>
    protected override LockedPage<T> Lock(PageHandle page)
    {
        ModelPage<T> held = TakeLock(page);
        return new LockedPage<T>(
            this, held.Index, page, held.Bytes, ref held.Metadata, held.IsDirty, ownsLock: true);
    }

    /// <inheritdoc/>
    protected override void Unlock(PageHandle page) => Held(page).IsLocked = false;

    /// <inheritdoc/>
    protected override Span<byte> BeginWrite(PageHandle page)
    {
        ThrowIfReadOnly();
        ThrowIfReentered();
        if (Held(page).Left is not null)
        {
            throw new InvalidOperationException(
                $"Page {Held(page).Index} of '{Name}' has left the cache: pin it again.");
        }

        ModelPage<T> held = TakeLock(page);
        held.IsDirty = true;
        held.Version++;
        return held.Bytes;
    }

    /// <inheritdoc/>
    protected override void EndWrite(PageHandle page)
    {
        ModelPage<T> held = Held(page);
        held.Version++;
        held.IsLocked = false;
    }

    private ModelPage<T> TakeLock(PageHandle page)
    {
        ThrowIfReentered();
        ModelPage<T> held = Held(page);
        if (held.IsLocked)
        {
            throw WouldWaitForItself(held, "lock");
        }

        held.IsLocked = true;
        return held;
    }

    private InvalidOperationException WouldWaitForItself(ModelPage<T> page, string what) =>
        new($"The model is for one thread: it would wait for its own {what} on page {page.Index} of '{Name}'.");
}
