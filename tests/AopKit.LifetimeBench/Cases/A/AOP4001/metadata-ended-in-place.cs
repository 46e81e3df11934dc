//// pair disposed-but-attached
//// bad
sealed class Mapping : IDisposable
{
    public void Dispose() { }
}

sealed class Mappings : IReleasePage<Mapping>
{
    public ReleaseOutcome ReleasePage(LockedPage<Mapping> page, in ReleaseContext context)
    {
        page.Metadata?.Dispose();
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Mapping : IDisposable
{
    public void Dispose() { }
}

sealed class Mappings : IReleasePage<Mapping>
{
    public ReleaseOutcome ReleasePage(LockedPage<Mapping> page, in ReleaseContext context)
    {
        page.Detach()?.Dispose();
        return ReleaseOutcome.Released;
    }
}
//// pair array-returned-but-attached
//// bad
sealed class Scratch(byte[] bytes)
{
    public byte[]? Bytes = bytes;
}

sealed class Scratches(ArrayPool<byte> pool) : IReleasePage<Scratch>
{
    public ReleaseOutcome ReleasePage(LockedPage<Scratch> page, in ReleaseContext context)
    {
        if (page.Metadata is not { Bytes: { } bytes } scratch)
        {
            return ReleaseOutcome.Removable;
        }

        scratch.Bytes = null;
        pool.Return(bytes);
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Scratch(byte[] bytes)
{
    public byte[]? Bytes = bytes;
}

sealed class Scratches(ArrayPool<byte> pool) : IReleasePage<Scratch>
{
    public ReleaseOutcome ReleasePage(LockedPage<Scratch> page, in ReleaseContext context)
    {
        if (page.Detach() is { Bytes: { } bytes })
        {
            pool.Return(bytes);
        }

        return ReleaseOutcome.Released;
    }
}
//// pair cleared-in-a-loop
//// bad
sealed class Block
{
    public List<long> Parts { get; } = [];
}

sealed class Blocks : IReleasePage<Block>
{
    private readonly Dictionary<long, int> _owners = [];

    public ReleaseOutcome ReleasePage(LockedPage<Block> page, in ReleaseContext context)
    {
        Block? block = page.Metadata;
        foreach (long part in block?.Parts ?? [])
        {
            _owners[part] = _owners.GetValueOrDefault(part) - 1;
        }

        block?.Parts.Clear();
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Block
{
    public List<long> Parts { get; } = [];
}

sealed class Blocks : IReleasePage<Block>
{
    private readonly Dictionary<long, int> _owners = [];

    public ReleaseOutcome ReleasePage(LockedPage<Block> page, in ReleaseContext context)
    {
        Block? block = page.Detach();
        foreach (long part in block?.Parts ?? [])
        {
            _owners[part] = _owners.GetValueOrDefault(part) - 1;
        }

        return ReleaseOutcome.Released;
    }
}
//// pair attached-again
//// bad
sealed record Index(int Level, byte[]? Keys);

sealed class Indexes : IReleasePage<Index>
{
    public ReleaseOutcome ReleasePage(LockedPage<Index> page, in ReleaseContext context)
    {
        if (page.Detach() is not { } index)
        {
            return ReleaseOutcome.Removable;
        }

        page.Attach(index with { Keys = null });
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed record Index(int Level, byte[]? Keys);

sealed class Indexes(Action<Index> keep) : IReleasePage<Index>
{
    public ReleaseOutcome ReleasePage(LockedPage<Index> page, in ReleaseContext context)
    {
        if (page.Detach() is not { } index)
        {
            return ReleaseOutcome.Removable;
        }

        keep(index with { Keys = null });
        return ReleaseOutcome.Released;
    }
}
//// pair side-table-beside-the-slot
//// bad
sealed class Stamp
{
    public long Time;
}

sealed class Stamps : IAddressSpaceOperations<Stamp>, IReleasePage<Stamp>
{
    private readonly ConcurrentDictionary<PageIndex, Stamp> _byIndex = new();

    public void ReadPage(FillPage<Stamp> page)
    {
        var stamp = new Stamp { Time = Environment.TickCount64 };
        _byIndex[page.Index] = stamp;
        page.Attach(stamp);
    }

    public ReleaseOutcome ReleasePage(LockedPage<Stamp> page, in ReleaseContext context)
    {
        _byIndex.TryRemove(page.Index, out _);
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Stamp
{
    public long Time;
}

sealed class Stamps : IAddressSpaceOperations<Stamp>, IReleasePage<Stamp>
{
    private readonly ConcurrentDictionary<PageIndex, Stamp> _byIndex = new();

    public void ReadPage(FillPage<Stamp> page)
    {
        var stamp = new Stamp { Time = Environment.TickCount64 };
        _byIndex[page.Index] = stamp;
        page.Attach(stamp);
    }

    public ReleaseOutcome ReleasePage(LockedPage<Stamp> page, in ReleaseContext context)
    {
        _byIndex.TryRemove(page.Index, out _);
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// near-miss
sealed class Stamp
{
    public long Time;
}

sealed class Stamps : IAddressSpaceOperations<Stamp>, IReleasePage<Stamp>
{
    private readonly ConcurrentDictionary<PageIndex, Stamp> _byIndex = new();

    public void ReadPage(FillPage<Stamp> page) => _byIndex[page.Index] = new Stamp();

    public ReleaseOutcome ReleasePage(LockedPage<Stamp> page, in ReleaseContext context)
    {
        _byIndex.TryRemove(page.Index, out _);
        return ReleaseOutcome.Released;
    }
}
