namespace AopKit.Testing;

/// <content>Writeback and its errors (E12), and the end of the space (E10).</content>
public sealed partial class ModelAddressSpace<T>
{
    private const int MaxBatchCount = 64;

    private long _errorCount;
    private Exception? _lastError;

    /// <inheritdoc/>
    public override WritebackErrorCursor OpenErrorCursor() => Open(new WritebackErrorCursor(_errorCount));

    /// <inheritdoc/>
    public override void Flush(WritebackErrorCursor? cursor = null)
    {
        Enter();
        long before = _errorCount;
        WriteAll();
        if (cursor?.TryAdvance(_errorCount) ?? _errorCount > before)
        {
            throw new WritebackException(Name, _lastError);
        }
    }

    /// <summary>
    /// Does what the engine does when it writes pages that nobody flushed: one batch of contiguous dirty pages.
    /// </summary>
    /// <param name="pages">The pages; all of them are there and dirty.</param>
    /// <returns>Whether the client wrote them; if not, they are still dirty and the next flush tells of it.</returns>
    /// <exception cref="ArgumentException">A page is absent or clean.</exception>
    public bool WriteBack(PageRange pages)
    {
        Enter();
        ModelPage<T>[] batch = [.. PagesIn(pages).Where(page => page.IsDirty)];
        if (batch.Length != pages.Count)
        {
            throw new ArgumentException($"Of pages {pages} only {batch.Length} are there and dirty.", nameof(pages));
        }

        return TryWrite(batch);
    }

    /// <inheritdoc/>
    public override ValueTask FlushAsync(WritebackErrorCursor? cursor = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Flush(cursor);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ReleaseOutcome TryRelease()
    {
        Enter();
        if (_frames.Count > 0)
        {
            return ReleaseOutcome.Kept;
        }

        var answer = ReleaseOutcome.Released;
        if (_operations is IReleaseAddressSpace<T> client
            && !Run(null, nameof(client.Release), "E10", () => answer = client.Release(this, ReleaseMode.MayRefuse)))
        {
            answer = ReleaseOutcome.Kept;
        }

        _isDisposed = answer != ReleaseOutcome.Kept;
        return _isDisposed ? ReleaseOutcome.Released : ReleaseOutcome.Kept;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_isDisposed)
        {
            return;
        }

        ThrowIfReentered();
        if (_frames.Values.FirstOrDefault(page => page.PinCount > 0) is { } pinned)
        {
            throw WouldWaitForItself(pinned, "pin");
        }

        WriteAll();
        PageRange[] lost = [.. _pages.Values.Where(page => page.IsDirty).Select(page => new PageRange(page.Index, 1))];
        Drop([.. _pages.Values], RemoveReason.TornDown);
        _isDisposed = true;
        if (_operations is IReleaseAddressSpace<T> client)
        {
            Run(null, nameof(client.Release), "E10", () => client.Release(this, ReleaseMode.Forced));
        }

        if (lost.Length > 0)
        {
            throw new UnwrittenPagesException(Name, Merge(lost), _lastError);
        }
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeAsyncCore()
    {
        Dispose(disposing: true);
        return ValueTask.CompletedTask;
    }

    private void WriteAll()
    {
        List<ModelPage<T>> batch = [];
        foreach (ModelPage<T> page in _pages.Values.Where(page => page.IsDirty).ToArray())
        {
            if (batch.Count == MaxBatchCount || (batch.Count > 0 && page.Index - batch[^1].Index != 1))
            {
                TryWrite([.. batch]);
                batch.Clear();
            }

            batch.Add(page);
        }

        TryWrite([.. batch]);
    }

    private bool TryWrite(ModelPage<T>[] batch)
    {
        if (batch.Length == 0)
        {
            return true;
        }

        try
        {
            Write(batch);
        }
        catch (Exception exception)
        {
            _errorCount++;
            _lastError = exception;
            Report(batch[0].Index, nameof(IWritePages<>.WritePages), "E12", exception);
            return false;
        }

        Array.ForEach(batch, page => page.IsDirty = false);
        return true;
    }

    private void Write(ModelPage<T>[] batch)
    {
        if (_operations is IWritePages<T> client)
        {
            client.WritePages(
                new WriteBatch<T>(this, batch[0].Index, this, batch.Select(page => page.Handle).ToArray()));
            return;
        }

        var request = new WriteRequest<T>(
            this, batch[0].Index, [.. batch.Select(page => (ReadOnlyMemory<byte>)page.Bytes)],
            [.. batch.Select(page => page.Metadata)]);
        ((IWritePagesAsync<T>)_operations).WritePagesAsync(
            request, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private void ThrowIfReadOnly()
    {
        if (_operations is not (IWritePages<T> or IWritePagesAsync<T>))
        {
            throw new NotSupportedException(
                $"The client of '{Name}' writes nothing back: it implements no IWritePages.");
        }
    }

    private static List<PageRange> Merge(IEnumerable<PageRange> pages)
    {
        List<PageRange> ranges = [];
        foreach (PageRange page in pages)
        {
            if (ranges.Count > 0 && ranges[^1].End == page.First)
            {
                ranges[^1] = ranges[^1] with { Count = ranges[^1].Count + 1 };
            }
            else
            {
                ranges.Add(page);
            }
        }

        return ranges;
    }
}
