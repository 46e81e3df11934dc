namespace AopKit.Testing;

/// <content>The doors that cannot be refused, and the one method that all doors end in.</content>
public sealed partial class ModelAddressSpace<T>
{
    /// <inheritdoc/>
    public override void Truncate(long lengthBytes, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        DropBytes(lengthBytes, long.MaxValue, cancellation);
    }

    /// <inheritdoc/>
    public override void Punch(long offsetBytes, long lengthBytes, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offsetBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        DropBytes(offsetBytes, checked(offsetBytes + lengthBytes), cancellation);
    }

    /// <inheritdoc/>
    public override void Invalidate(PageRange pages, CancellationToken cancellation = default)
    {
        Enter();
        Drop(PagesIn(pages), RemoveReason.Invalidated, cancellation);
    }

    /// <inheritdoc/>
    public override void Discard(CancellationToken cancellation = default)
    {
        Enter();
        Drop([.. _pages.Values], RemoveReason.Invalidated, cancellation);
    }

    /// <inheritdoc/>
    public override void Replace(
        PageIndex index, ReadOnlySpan<byte> content, bool dirty = false, CancellationToken cancellation = default)
    {
        Enter();
        cancellation.ThrowIfCancellationRequested();
        if (content.Length != PageSize)
        {
            throw new ArgumentException(
                $"The content has {content.Length} bytes, a page has {PageSize}.", nameof(content));
        }

        if (dirty)
        {
            ThrowIfReadOnly();
        }

        if (_pages.TryGetValue(index.Value, out ModelPage<T>? old))
        {
            ThrowIfInUse(old);
            dirty |= old.IsDirty;
            Unlink(old, RemoveReason.Replaced);
        }

        ModelPage<T> page = Insert(index);
        content.CopyTo(page.Bytes);
        page.IsDirty = dirty;
    }

    private void DropBytes(long from, long to, CancellationToken cancellation)
    {
        Enter();
        foreach (ModelPage<T> page in _pages.Values.ToArray())
        {
            long start = page.Index.ToOffset(PageSize);
            int first = (int)long.Clamp(from - start, 0, PageSize);
            int end = (int)long.Clamp(to - start, 0, PageSize);
            if (first >= end)
            {
                continue;
            }

            if (end - first == PageSize)
            {
                Drop([page], RemoveReason.Truncated, cancellation);
                continue;
            }

            ThrowIfLocked(page);
            CallInvalidate(page, new ByteRange(first, end - first, PageSize));
            page.Bytes.AsSpan(first, end - first).Clear();
            page.Version += 2;
        }
    }

    private void Drop(ModelPage<T>[] pages, RemoveReason door, CancellationToken cancellation = default)
    {
        foreach (ModelPage<T> page in pages)
        {
            cancellation.ThrowIfCancellationRequested();
            ThrowIfInUse(page);
            CallInvalidate(page, ByteRange.Whole(PageSize));
            Unlink(page, door);
        }
    }

    /// <summary>The one door out (E1): unlinks, and tells the client now or at the end of the last pin (E2).</summary>
    private void Unlink(ModelPage<T> page, RemoveReason door)
    {
        _pages.Remove(page.Index.Value);
        page.Left = door;
        page.IsDirty = false;
        if (page.PinCount == 0)
        {
            FinishRemoval(page, door);
        }
    }

    private void FinishRemoval(ModelPage<T> page, RemoveReason door)
    {
        CallOnRemove(page, door);
        _frames.Remove(page.Handle.Frame);
    }

    private ModelPage<T>[] PagesIn(PageRange range) =>
        [.. _pages.Values.Where(page => page.Index >= range.First && page.Index < range.End)];

    private void ThrowIfInUse(ModelPage<T> page)
    {
        ThrowIfLocked(page);
        if (page.PinCount > 0 && _notification == RemoveNotification.BeforeUnlock)
        {
            throw WouldWaitForItself(page, "pin");
        }
    }

    private void ThrowIfLocked(ModelPage<T> page)
    {
        if (page.IsLocked || page.IsFilling)
        {
            throw WouldWaitForItself(page, page.IsLocked ? "lock" : "fill");
        }
    }
}
