//// pair kept-by-release
//// bad
sealed class Operations : IReleasePage<StringBuilder>
{
    private StringBuilder? _last;

    public ReleaseOutcome ReleasePage(LockedPage<StringBuilder> page, in ReleaseContext context)
    {
        if (page.IsDirty)
        {
            _last = page.Metadata; // bug
        }

        return ReleaseOutcome.Kept;
    }
}
//// clean
sealed class Operations : IReleasePage<StringBuilder>
{
    private PageIndex _last;

    public ReleaseOutcome ReleasePage(LockedPage<StringBuilder> page, in ReleaseContext context)
    {
        if (page.IsDirty)
        {
            _last = page.Index;
        }

        return ReleaseOutcome.Kept;
    }
}
//// near-miss
sealed class Operations : IOnRemove<StringBuilder>
{
    private StringBuilder? _spare;

    public void OnRemove(in RemovedPage<StringBuilder> page, RemoveReason reason)
    {
        if (reason is RemoveReason.Reclaimed)
        {
            _spare = page.Metadata;
        }
    }
}
//// pair static-field-of-an-invalidation
//// bad
sealed class Operations : IInvalidatePage<List<int>>
{
    private static List<int>? s_cut;

    public void InvalidatePage(LockedPage<List<int>> page, ByteRange range)
    {
        s_cut = page.Metadata; // bug
        Console.WriteLine(range.Length);
    }
}
//// clean
sealed class Operations : IInvalidatePage<List<int>>
{
    private static int s_cut;

    public void InvalidatePage(LockedPage<List<int>> page, ByteRange range)
    {
        s_cut = page.Metadata?.Count ?? 0;
        Console.WriteLine(range.Length);
    }
}
//// pair detached-or-not
//// bad
sealed class Recycler
{
    private StringBuilder? _free;

    public void Migrate(LockedPage<StringBuilder> from, LockedPage<StringBuilder> to)
    {
        StringBuilder? text = from.Metadata;
        if (text is not null)
        {
            to.Attach(new StringBuilder().Append(text));
        }

        _free = text; // bug
    }
}
//// clean
sealed class Recycler
{
    private StringBuilder? _free;

    public void Migrate(LockedPage<StringBuilder> from, LockedPage<StringBuilder> to)
    {
        StringBuilder? text = from.Detach();
        if (text is not null)
        {
            to.Attach(new StringBuilder().Append(text));
        }

        _free = text;
    }
}
//// pair property-with-a-backing-field
//// bad
sealed class Scanner : IWritePages<int[]>
{
    public int[] Longest
    {
        get;
        private set => field = value.Length > field.Length ? value : field;
    } = [];

    public void WritePages(WriteBatch<int[]> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            WritePage<int[]> page = batch[i];
            if (page.Metadata is { Length: > 8 } numbers)
            {
                Longest = numbers; // bug
            }
        }
    }
}
//// clean
sealed class Scanner : IWritePages<int[]>
{
    public int[] Longest
    {
        get;
        private set => field = value.Length > field.Length ? value : field;
    } = [];

    public void WritePages(WriteBatch<int[]> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            WritePage<int[]> page = batch[i];
            if (page.Metadata is { Length: > 8 } numbers)
            {
                Longest = [.. numbers];
            }
        }
    }
}
//// pair remembered-by-two-helpers
//// bad
sealed class History : IMigratePage<object>
{
    private object? _moved;

    public MigrateOutcome MigratePage(LockedPage<object> from, LockedPage<object> to)
    {
        Note(from.Metadata); // bug
        return MigrateOutcome.Kept;
    }

    private void Note(object? metadata) => Remember(metadata);

    private void Remember(object? metadata) => _moved = metadata;
}
//// clean
sealed class History : IMigratePage<object>
{
    private string? _moved;

    public MigrateOutcome MigratePage(LockedPage<object> from, LockedPage<object> to)
    {
        Note(from.Metadata);
        return MigrateOutcome.Kept;
    }

    private void Note(object? metadata) => Remember(metadata);

    private void Remember(object? metadata) => _moved = metadata?.ToString();
}
//// pair request-kept-by-an-async-read
//// bad
sealed class Loader(Stream device) : IReadPageAsync<object>
{
    private FillRequest<object> _pending;
    private Memory<byte> _target;

    public async ValueTask ReadPageAsync(FillRequest<object> page, CancellationToken cancellation)
    {
        _pending = page; // bug
        _target = page.Bytes; // bug
        await device.ReadExactlyAsync(page.Bytes, cancellation);
    }

    public string Describe() => $"{_pending.Index}: {_target.Length}";
}
//// clean
sealed class Loader(Stream device) : IReadPageAsync<object>
{
    private FillRequest<object> _pending;
    private Memory<byte> _target;

    public async ValueTask ReadPageAsync(FillRequest<object> page, CancellationToken cancellation)
    {
        _pending = page;
        _target = page.Bytes;
        try
        {
            await device.ReadExactlyAsync(page.Bytes, cancellation);
        }
        finally
        {
            (_pending, _target) = (default, default);
        }
    }

    public string Describe() => $"{_pending.Index}: {_target.Length}";
}
//// near-miss
sealed class Loader(Stream device) : IReadPageAsync<object>
{
    private PageIndex _pending;
    private long _generation;

    public ValueTask ReadPageAsync(FillRequest<object> page, CancellationToken cancellation)
    {
        (_pending, _generation) = (page.Index, page.Generation);
        return device.ReadExactlyAsync(page.Bytes, cancellation);
    }

    public string Describe() => $"{_pending}: {_generation}";
}
//// pair first-of-an-async-write
//// bad
sealed class Sink : IWritePagesAsync<StringBuilder>
{
    private StringBuilder? _first;
    private ReadOnlyMemory<byte> _bytes;

    public ValueTask WritePagesAsync(WriteRequest<StringBuilder> batch, CancellationToken cancellation)
    {
        _first ??= batch.GetMetadata(0); // bug
        _bytes = batch.GetBytes(0); // bug
        return ValueTask.CompletedTask;
    }
}
//// clean
sealed class Sink : IWritePagesAsync<StringBuilder>
{
    private string? _first;
    private ReadOnlyMemory<byte> _bytes;

    public ValueTask WritePagesAsync(WriteRequest<StringBuilder> batch, CancellationToken cancellation)
    {
        _first ??= batch.GetMetadata(0)?.ToString();
        _bytes = batch.GetBytes(0).ToArray();
        return ValueTask.CompletedTask;
    }
}
//// pair switch-expression
//// bad
sealed class Probe : IPrepareRelease<object>
{
    private object? _prepared;

    public ReleaseOutcome PrepareRelease(LockedPage<object> page, in ReleaseContext context)
    {
        _prepared = context.Reason switch // bug
        {
            ReleaseReason.Strip => null,
            _ => page.Metadata, // bug
        };
        return ReleaseOutcome.Kept;
    }

    public void CommitRelease(LockedPage<object> page)
    {
    }

    public void AbortRelease(LockedPage<object> page)
    {
    }
}
//// clean
sealed class Probe : IPrepareRelease<object>
{
    private object? _prepared;

    public ReleaseOutcome PrepareRelease(LockedPage<object> page, in ReleaseContext context)
    {
        _prepared = context.Reason switch
        {
            ReleaseReason.Strip => null,
            _ => page.Metadata?.ToString(),
        };
        return ReleaseOutcome.Kept;
    }

    public void CommitRelease(LockedPage<object> page)
    {
    }

    public void AbortRelease(LockedPage<object> page)
    {
    }
}
