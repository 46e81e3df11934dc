using AopKit.Checking;

namespace AopKit;

/// <content>The doors by which pages leave, writeback, and the end of the space.</content>
internal sealed partial class CachedAddressSpace<T>
{
    public override void Truncate(long lengthBytes, CancellationToken cancellation = default)
    {
        EnterCache();
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        _parts.Dropper.DropBytes(_space, lengthBytes, long.MaxValue, cancellation);
    }

    public override void Punch(long offsetBytes, long lengthBytes, CancellationToken cancellation = default)
    {
        EnterCache();
        ArgumentOutOfRangeException.ThrowIfNegative(offsetBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lengthBytes, long.MaxValue - offsetBytes);
        _parts.Dropper.DropBytes(_space, offsetBytes, offsetBytes + lengthBytes, cancellation);
    }

    public override void Invalidate(PageRange pages, CancellationToken cancellation = default)
    {
        EnterCache();
        _parts.Dropper.DropPages(_space, pages.First.Value, pages.End.Value, RemoveReason.Invalidated, cancellation);
    }

    public override void Discard(CancellationToken cancellation = default)
    {
        EnterCache();
        _parts.Dropper.DropPages(_space, 0, long.MaxValue, RemoveReason.Invalidated, cancellation);
    }

    public override InvalidateResult TryInvalidate(PageRange pages)
    {
        EnterCache();
        return _parts.Evictor.TryInvalidate(_space, pages);
    }

    public override bool TryEvict(PageIndex index)
    {
        EnterCache();
        return _parts.Evictor.TryEvict(_space, index.Value);
    }

    public override long Strip(PageRange pages)
    {
        EnterCache();
        return _parts.Evictor.Strip(_space, pages);
    }

    public override void Replace(
        PageIndex index, ReadOnlySpan<byte> content, bool dirty = false, CancellationToken cancellation = default)
    {
        EnterCache();
        if (content.Length != PageSize)
        {
            throw new ArgumentException(
                $"The content has {content.Length} bytes; a page has {PageSize}.", nameof(content));
        }

        if (dirty && !_space.Callbacks.HasWrite)
        {
            throw new NotSupportedException(
                $"Address space '{Name}' is read-only: its client implements neither IWritePages<T> nor "
                    + "IWritePagesAsync<T>.");
        }

        _parts.Replacer.Replace(_space, index.Value, content, dirty, cancellation);
    }

    public override WritebackErrorCursor OpenErrorCursor()
    {
        EnterCache();
        return new WritebackErrorCursor(_space.Errors.Count);
    }

    public override void Flush(WritebackErrorCursor? cursor = null)
    {
        EnterCache();
        _parts.Flusher.Flush(_space, cursor);
    }

    public override ValueTask FlushAsync(WritebackErrorCursor? cursor = null, CancellationToken cancellation = default)
    {
        EnterCache();
        return _parts.Flusher.FlushAsync(_space, cursor, cancellation);
    }

    public override ReleaseOutcome TryRelease()
    {
        EnterCache();
        return _parts.Ender.TryRelease(_space);
    }

    protected override void Dispose(bool disposing)
    {
        CallbackScope.EnterCache();
        ThrowIfOwnPins();
        _parts.Ender.End(_space);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        CallbackScope.EnterCache();
        ThrowIfOwnPins();
        return _parts.Ender.EndAsync(_space);
    }

    private void ThrowIfOwnPins()
    {
        if (_checks == Checks.Full)
        {
            ThreadPins.ThrowIfAny(
                page => _parts.Store.Frames.Header(page.Frame).Generation == page.Generation
                    && _parts.Store.Frames.Header(page.Frame).SpaceId == _space.Id,
                Name);
        }
    }
}
