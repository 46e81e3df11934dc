//// pair drops-the-neighbours
//// bad
sealed class Leaf
{
    public long Next;
}

sealed class Leaves : IOnRemove<Leaf>
{
    public void OnRemove(in RemovedPage<Leaf> page, RemoveReason reason)
    {
        if (page.Metadata is { Next: > 0 } leaf)
        {
            page.Space.TryEvict(new PageIndex(leaf.Next)); // bug
        }
    }
}
//// clean
sealed class Leaf
{
    public long Next;
}

sealed class Leaves : IOnRemove<Leaf>
{
    private readonly ConcurrentQueue<PageIndex> _orphans = new();

    public void OnRemove(in RemovedPage<Leaf> page, RemoveReason reason)
    {
        if (page.Metadata is { Next: > 0 } leaf)
        {
            _orphans.Enqueue(new PageIndex(leaf.Next));
        }
    }

    public void Drop(AddressSpace<Leaf> space)
    {
        while (_orphans.TryDequeue(out PageIndex index))
        {
            space.TryEvict(index);
        }
    }
}
//// pair reads-it-again
//// bad
sealed class Copy;

sealed class Copies(AddressSpace<Copy> backup) : IOnRemove<Copy>
{
    private long _missing;

    void IOnRemove<Copy>.OnRemove(in RemovedPage<Copy> page, RemoveReason reason)
    {
        if (!backup.TryPin(page.Index, out PagePin<Copy> pin)) // bug
        {
            _missing++;
            return;
        }

        pin.Dispose();
    }
}
//// clean
sealed class Copy;

sealed class Copies(AddressSpace<Copy> backup) : IOnRemove<Copy>
{
    private long _missing;

    void IOnRemove<Copy>.OnRemove(in RemovedPage<Copy> page, RemoveReason reason)
    {
        if (page.Bytes.IsEmpty || backup.PageSize != page.Bytes.Length)
        {
            _missing++;
        }
    }
}
//// pair value-read-in-a-helper
//// bad
sealed class Chain;

sealed class Chains(AddressSpace<Chain> heads) : IOnRemove<Chain>
{
    private readonly Dictionary<long, int> _lengths = [];

    public void OnRemove(in RemovedPage<Chain> page, RemoveReason reason)
    {
        int length = LengthOf(page.Index); // bug
        _lengths[page.Index.Value] = length;
    }

    private int LengthOf(PageIndex index) =>
        heads.TryReadValue(index, 8, out int length) ? length : -1; // bug
}
//// clean
sealed class Chain;

sealed class Chains : IOnRemove<Chain>
{
    private readonly Dictionary<long, int> _lengths = [];

    public void OnRemove(in RemovedPage<Chain> page, RemoveReason reason)
    {
        int length = LengthOf(page.Bytes);
        _lengths[page.Index.Value] = length;
    }

    private static int LengthOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 12 ? BitConverter.ToInt32(bytes[8..]) : -1;
}
//// pair puts-another-page-there
//// bad
sealed class Root;

sealed class Roots : IOnRemove<Root>
{
    public void OnRemove(in RemovedPage<Root> page, RemoveReason reason)
    {
        switch (reason)
        {
            case RemoveReason.TornDown:
                return;
            case RemoveReason.Reclaimed:
                page.Space.Replace(page.Index, page.Bytes); // bug
                break;
        }
    }
}
//// clean
sealed class Root;

sealed class Roots : IOnRemove<Root>, IReleasePage<Root>
{
    public ReleaseOutcome ReleasePage(LockedPage<Root> page, in ReleaseContext context)
    {
        return page.Index.Value == 0 ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
    }

    public void OnRemove(in RemovedPage<Root> page, RemoveReason reason)
    {
        switch (reason)
        {
            case RemoveReason.TornDown:
                return;
            case RemoveReason.Reclaimed:
                Console.WriteLine(page.Index);
                break;
        }
    }
}
//// pair asynchronous-call-is-a-call
//// bad
sealed class Note;

sealed class Notes : IOnRemove<Note>
{
    private ValueTask _last;

    public void OnRemove(in RemovedPage<Note> page, RemoveReason reason)
    {
        AddressSpace<Note> space = page.Space;
        _last = space.FlushAsync(); // bug
    }

    public ValueTask Last => _last;
}
//// clean
sealed class Note;

sealed class Notes : IOnRemove<Note>
{
    private Task _last = Task.CompletedTask;

    public void OnRemove(in RemovedPage<Note> page, RemoveReason reason)
    {
        AddressSpace<Note> space = page.Space;
        _last = Task.Run(async () => await space.FlushAsync());
    }

    public Task Last => _last;
}
//// pair lease-ended-in-on-remove
//// bad
sealed class Partner : IDisposable
{
    private readonly PageLease<object> _lease;

    public Partner(PageLease<object> lease) => _lease = lease;

    public void Dispose() => _lease.Dispose(); // bug
}

sealed class Partners : IOnRemove<Partner>
{
    public void OnRemove(in RemovedPage<Partner> page, RemoveReason reason) => page.Metadata?.Dispose(); // bug
}
//// clean
sealed class Partner : IDisposable
{
    private readonly PageLease<object> _lease;

    public Partner(PageLease<object> lease) => _lease = lease;

    public void Dispose() => _lease.Dispose();
}

sealed class Partners : IOnRemove<Partner>
{
    public void OnRemove(in RemovedPage<Partner> page, RemoveReason reason)
    {
        if (page.Metadata is { } partner)
        {
            ThreadPool.QueueUserWorkItem(static ended => ended.Dispose(), partner, preferLocal: false);
        }
    }
}
//// pair asks-for-reclaim
//// bad
sealed class Bulk;

partial class Bulks : IOnRemove<Bulk>
{
    public void OnRemove(in RemovedPage<Bulk> page, RemoveReason reason)
    {
        if (reason == RemoveReason.Truncated)
        {
            Trim(page.Index.Value % 64 == 0 ? 64 : 1); // bug
        }
    }
}

partial class Bulks(PageCache cache)
{
    private void Trim(long pages)
    {
        long done = cache.Reclaim(pages); // bug
        Console.WriteLine(done);
    }
}
//// clean
sealed class Bulk;

partial class Bulks : IOnRemove<Bulk>
{
    public void OnRemove(in RemovedPage<Bulk> page, RemoveReason reason)
    {
        if (reason == RemoveReason.Truncated)
        {
            Trim(page.Index.Value % 64 == 0 ? 64 : 1);
        }
    }
}

partial class Bulks(PageCache cache)
{
    private long _wanted;

    private void Trim(long pages) => Interlocked.Add(ref _wanted, pages);

    public long Run() => cache.Reclaim(Interlocked.Exchange(ref _wanted, 0));
}
