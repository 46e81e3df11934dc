//// pair set-of-indexes
//// bad
sealed class Buffers;

sealed class Defrag : IReleasePage<Buffers>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private readonly SortedSet<PageIndex> _wanted = [];

    public ReleaseOutcome ReleasePage(LockedPage<Buffers> page, in ReleaseContext context)
    {
        lock (_wanted)
        {
            _wanted.Remove(page.Index); // bug
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Buffers;

sealed class Defrag : IReleasePage<Buffers>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private readonly SortedSet<PageIndex> _wanted = [];

    public ReleaseOutcome ReleasePage(LockedPage<Buffers> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public void Defragmented(PageIndex index)
    {
        lock (_wanted)
        {
            _wanted.Remove(index);
        }
    }
}
//// pair concurrent-table-by-block
//// bad
sealed class Node(long block)
{
    public long Block => block;
}

sealed class Blocks : IReleasePage<Node>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private readonly ConcurrentDictionary<long, int> _references = new();

    public ReleaseOutcome ReleasePage(LockedPage<Node> page, in ReleaseContext context)
    {
        if (page.Detach() is { } node && _references.TryRemove(node.Block, out int count)) // bug
        {
            Console.WriteLine(count);
        }

        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Node(long block)
{
    public long Block => block;
}

sealed class Blocks : IReleasePage<Node>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private readonly ConcurrentDictionary<long, int> _references = new();

    public ReleaseOutcome ReleasePage(LockedPage<Node> page, in ReleaseContext context)
    {
        if (page.Detach() is { } node && _references.TryGetValue(node.Block, out int count))
        {
            Console.WriteLine(count + 1);
        }

        return ReleaseOutcome.Released;
    }
}
//// pair bits-of-a-field
//// bad
[Flags]
enum State
{
    None = 0,
    Relocating = 1,
    Compressed = 2,
}

sealed class Chunk
{
    public long Start;
}

sealed class Chunks : IReleasePage<Chunk>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private State _state;

    public void Relocate() => _state |= State.Relocating;

    public ReleaseOutcome ReleasePage(LockedPage<Chunk> page, in ReleaseContext context)
    {
        _state &= ~State.Relocating; // bug
        return page.Detach() is null ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
    }
}
//// clean
[Flags]
enum State
{
    None = 0,
    Relocating = 1,
    Compressed = 2,
}

sealed class Chunk
{
    public long Start;
}

sealed class Chunks : IReleasePage<Chunk>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private State _state;

    public void Relocate() => _state |= State.Relocating;

    public void Relocated() => _state &= ~State.Relocating;

    public ReleaseOutcome ReleasePage(LockedPage<Chunk> page, in ReleaseContext context)
    {
        if (page.Metadata is null)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair list-cleared-with-the-last-page
//// bad
sealed class Names
{
    public string[] Entries = [];
}

sealed class Directory2 : IAddressSpaceOperations<Names>, IReleasePage<Names>
{
    [Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
    private readonly List<string> _seen = [];
    private int _pages;

    public void ReadPage(FillPage<Names> page)
    {
        Interlocked.Increment(ref _pages);
        page.Attach(new Names());
    }

    ReleaseOutcome IReleasePage<Names>.ReleasePage(LockedPage<Names> page, in ReleaseContext context)
    {
        page.Detach();
        if (Interlocked.Decrement(ref _pages) == 0)
        {
            _seen.Clear(); // bug
        }

        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Names
{
    public string[] Entries = [];
}

sealed class Directory2 : IAddressSpaceOperations<Names>, IReleasePage<Names>, IReleaseAddressSpace<Names>
{
    [Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
    private readonly List<string> _seen = [];
    private int _pages;

    public void ReadPage(FillPage<Names> page)
    {
        Interlocked.Increment(ref _pages);
        page.Attach(new Names());
    }

    ReleaseOutcome IReleasePage<Names>.ReleasePage(LockedPage<Names> page, in ReleaseContext context)
    {
        page.Detach();
        Interlocked.Decrement(ref _pages);
        return ReleaseOutcome.Released;
    }

    public ReleaseOutcome Release(AddressSpace<Names> space, ReleaseMode mode)
    {
        _seen.Clear();
        return ReleaseOutcome.Released;
    }
}
//// pair disposed-with-a-page
//// bad
sealed class Part
{
    public int Users;
}

sealed class Archive(FileStream file) : IReleasePage<Part>
{
    [Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
    private readonly FileStream _file = file;

    public ReleaseOutcome ReleasePage(LockedPage<Part> page, in ReleaseContext context)
    {
        switch (page.Metadata)
        {
            case { Users: > 0 }:
                return ReleaseOutcome.Kept;
            default:
                _file.Dispose(); // bug
                page.Detach();
                return ReleaseOutcome.Released;
        }
    }
}
//// clean
sealed class Part
{
    public int Users;
}

sealed class Archive(FileStream file) : IReleasePage<Part>, IReleaseAddressSpace<Part>
{
    [Lifetime(EndsAt = LifetimeEnd.AddressSpace)]
    private readonly FileStream _file = file;

    public ReleaseOutcome ReleasePage(LockedPage<Part> page, in ReleaseContext context)
    {
        switch (page.Metadata)
        {
            case { Users: > 0 }:
                return ReleaseOutcome.Kept;
            default:
                page.Detach();
                return ReleaseOutcome.Released;
        }
    }

    public ReleaseOutcome Release(AddressSpace<Part> space, ReleaseMode mode)
    {
        _file.Dispose();
        return ReleaseOutcome.Released;
    }
}
//// pair set-to-null
//// bad
sealed class Page1;

sealed class Volume : IReleasePage<Page1>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private byte[]? _bitmap = new byte[512];

    public int Free => _bitmap?.Count(static bits => bits == 0) ?? 0;

    public ReleaseOutcome ReleasePage(LockedPage<Page1> page, in ReleaseContext context)
    {
        if (page.Index.Value == 0)
        {
            _bitmap = null; // bug
        }

        return ReleaseOutcome.Removable;
    }
}
//// clean
sealed class Page1;

sealed class Volume : IReleasePage<Page1>, IDisposable
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private byte[]? _bitmap = new byte[512];

    public int Free => _bitmap?.Count(static bits => bits == 0) ?? 0;

    public ReleaseOutcome ReleasePage(LockedPage<Page1> page, in ReleaseContext context)
    {
        if (page.Index.Value == 0)
        {
            return ReleaseOutcome.Kept;
        }

        return ReleaseOutcome.Removable;
    }

    public void Dispose() => _bitmap = null;
}
