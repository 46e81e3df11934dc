//// pair release-of-a-space-calls-it
//// bad
sealed class Facts;

sealed class Client : IReleaseAddressSpace<Facts>
{
    public ReleaseOutcome Release(AddressSpace<Facts> space, ReleaseMode mode)
    {
        if (mode is ReleaseMode.MayRefuse && space.DirtyPageCount > 0)
        {
            return ReleaseOutcome.Kept;
        }

        space.Discard(); // bug
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Facts;

sealed class Client : IReleaseAddressSpace<Facts>
{
    private readonly Dictionary<string, Facts> _facts = [];

    public ReleaseOutcome Release(AddressSpace<Facts> space, ReleaseMode mode)
    {
        if (mode is ReleaseMode.MayRefuse && _facts.Count > 0)
        {
            return ReleaseOutcome.Kept;
        }

        _facts.Remove(space.Name);
        return ReleaseOutcome.Released;
    }
}
//// pair last-words-written-through-another-space
//// bad
sealed class Inode(AddressSpace<object> table, PageIndex place)
{
    public AddressSpace<object> Table => table;

    public PageIndex Place => place;
}

sealed class Inodes(Inode inode) : IReleaseAddressSpace<Inode>
{
    ReleaseOutcome IReleaseAddressSpace<Inode>.Release(AddressSpace<Inode> space, ReleaseMode mode)
    {
        using PagePin<object> pin = inode.Table.Pin(inode.Place); // bug
        using (PageWriter<object> writer = pin.BeginWrite()) // bug
        {
            writer.Bytes[0] = 0;
        }

        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Inode(AddressSpace<object> table, PageIndex place)
{
    public AddressSpace<object> Table => table;

    public PageIndex Place => place;
}

sealed class Inodes(Inode inode) : IReleaseAddressSpace<Inode>
{
    private bool _ended;

    ReleaseOutcome IReleaseAddressSpace<Inode>.Release(AddressSpace<Inode> space, ReleaseMode mode)
    {
        _ended = true;
        return ReleaseOutcome.Released;
    }

    public void AfterTheEnd()
    {
        if (_ended)
        {
            using PagePin<object> pin = inode.Table.Pin(inode.Place);
            using PageWriter<object> writer = pin.BeginWrite();
            writer.Bytes[0] = 0;
        }
    }
}
//// pair shrinker-discards-spaces
//// bad
sealed class Idle(ConcurrentQueue<AddressSpace<object>> spaces) : IShrinker
{
    public long Count(in ShrinkContext context) => spaces.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        for (; freed < objectCount && spaces.TryDequeue(out AddressSpace<object>? space); freed++)
        {
            space.Dispose(); // bug
        }

        return ShrinkResult.Freed(freed);
    }
}
//// clean
sealed class Idle(ConcurrentQueue<AddressSpace<object>> spaces) : IShrinker
{
    public long Count(in ShrinkContext context) => spaces.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (spaces.IsEmpty || !ThreadPool.QueueUserWorkItem(_ => DisposeSome(objectCount)))
        {
            return ShrinkResult.Stop;
        }

        return ShrinkResult.Freed(0);
    }

    private void DisposeSome(long count)
    {
        for (; count > 0 && spaces.TryDequeue(out AddressSpace<object>? space); count--)
        {
            space.Dispose();
        }
    }
}
//// pair count-shrinks-the-cache
//// bad
sealed class Greedy(PageCache cache) : IShrinker
{
    private long _objects;

    public long Count(in ShrinkContext context)
    {
        if (context.Priority < 4)
        {
            cache.Shrink(priority: context.Priority); // bug
        }

        return Interlocked.Read(ref _objects);
    }

    public ShrinkResult Scan(long objectCount, in ShrinkContext context) => ShrinkResult.Stop;
}
//// clean
sealed class Greedy(PageCache cache) : IShrinker
{
    private long _objects;

    public long Count(in ShrinkContext context)
    {
        if (context.Priority < 4)
        {
            return cache.PageSize;
        }

        return Interlocked.Read(ref _objects);
    }

    public ShrinkResult Scan(long objectCount, in ShrinkContext context) => ShrinkResult.Stop;
}
//// pair scan-reads-a-file-of-the-cache
//// bad
sealed class Names(FileAddressSpace file) : IShrinker
{
    private readonly SortedDictionary<long, byte[]> _names = [];

    public long Count(in ShrinkContext context) => _names.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context) =>
        context.MayBlock ? ShrinkResult.Freed(Drop(objectCount)) : ShrinkResult.Stop; // bug

    private long Drop(long count)
    {
        long dropped = 0;
        foreach ((long offset, byte[] name) in _names.ToArray())
        {
            Span<byte> there = stackalloc byte[16];
            file.Read(offset, there); // bug
            if (dropped < count && there.StartsWith(name) && _names.Remove(offset))
            {
                dropped++;
            }
        }

        return dropped;
    }
}
//// clean
sealed class Names(FileAddressSpace file) : IShrinker
{
    private readonly SortedDictionary<long, byte[]> _names = [];

    public void Learn(long offset)
    {
        byte[] name = new byte[16];
        file.Read(offset, name);
        _names[offset] = name;
    }

    public long Count(in ShrinkContext context) => _names.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context) =>
        context.MayBlock ? ShrinkResult.Freed(Drop(objectCount)) : ShrinkResult.Stop;

    private long Drop(long count)
    {
        long dropped = 0;
        foreach (long offset in _names.Keys.ToArray())
        {
            if (dropped < count && _names.Remove(offset))
            {
                dropped++;
            }
        }

        return dropped;
    }
}
//// pair stream-over-the-cache
//// bad
sealed class Trail(PageStream stream) : IOnRemove<object>
{
    public void OnRemove(in RemovedPage<object> page, RemoveReason reason)
    {
        Span<byte> line = stackalloc byte[8];
        BitConverter.TryWriteBytes(line, page.Index.Value);
        stream.Write(line); // bug
    }
}
//// clean
sealed class Trail(IProducerConsumerCollection<long> lines) : IOnRemove<object>
{
    public void OnRemove(in RemovedPage<object> page, RemoveReason reason)
    {
        if (!lines.TryAdd(page.Index.Value))
        {
            Console.WriteLine("a line was lost");
        }
    }
}
