//// pair local-function-called-at-once
//// bad
sealed class Item;

sealed class Items : IOnRemove<Item>
{
    private Action? _later;

    public void OnRemove(in RemovedPage<Item> page, RemoveReason reason)
    {
        AddressSpace<Item> space = page.Space;
        PageIndex index = page.Index;
        if (reason == RemoveReason.Replaced)
        {
            Refill(); // bug
        }

        _later = null;

        void Refill() => space.Prefetch(new PageRange(index, 1)); // bug
    }

    public void Run() => _later?.Invoke();
}
//// clean
sealed class Item;

sealed class Items : IOnRemove<Item>
{
    private Action? _later;

    public void OnRemove(in RemovedPage<Item> page, RemoveReason reason)
    {
        AddressSpace<Item> space = page.Space;
        PageIndex index = page.Index;
        if (reason == RemoveReason.Replaced)
        {
            _later = Refill;
        }

        void Refill() => space.Prefetch(new PageRange(index, 1));
    }

    public void Run() => _later?.Invoke();
}
//// pair copy-of-a-neighbour
//// bad
sealed class Sum
{
    public int Value;
}

abstract class Summing : IOnRemove<Sum>
{
    private readonly byte[] _copy = new byte[16];

    public virtual void OnRemove(in RemovedPage<Sum> page, RemoveReason reason)
    {
        foreach (long step in (ReadOnlySpan<long>)[1, 2, 4])
        {
            if (page.Space.TryCopy(page.Index + step, 0, _copy)) // bug
            {
                Add(_copy);
            }
        }
    }

    protected abstract void Add(ReadOnlySpan<byte> bytes);
}
//// clean
sealed class Sum
{
    public int Value;
}

abstract class Summing : IOnRemove<Sum>
{
    private readonly byte[] _copy = new byte[16];

    public virtual void OnRemove(in RemovedPage<Sum> page, RemoveReason reason)
    {
        foreach (int step in (ReadOnlySpan<int>)[1, 2, 4])
        {
            if (page.Bytes.Slice(step * 16, 16).TryCopyTo(_copy))
            {
                Add(_copy);
            }
        }
    }

    protected abstract void Add(ReadOnlySpan<byte> bytes);
}
//// pair metadata-put-on-another-page
//// bad
sealed record Heir(string Name);

sealed class Heirs(PagePool pool) : IReleasePage<Heir>
{
    public ReleaseOutcome ReleasePage(LockedPage<Heir> page, in ReleaseContext context)
    {
        if (page.Detach() is { } heir)
        {
            pool.Give(heir); // bug
        }

        return ReleaseOutcome.Released;
    }
}

sealed class PagePool(PageLease<Heir> lease)
{
    public Heir Give(Heir heir) => lease.GetOrAttach(heir); // bug
}
//// clean
sealed record Heir(string Name);

sealed class Heirs(PagePool pool) : IReleasePage<Heir>
{
    public ReleaseOutcome ReleasePage(LockedPage<Heir> page, in ReleaseContext context)
    {
        if (page.Detach() is { } heir)
        {
            pool.Give(heir);
        }

        return ReleaseOutcome.Released;
    }
}

sealed class PagePool(PageLease<Heir> lease)
{
    private Heir? _next;

    public void Give(Heir heir) => _next = heir;

    public string? Attach() => _next is { } next ? lease.GetOrAttach(next).Name : null;
}
//// pair new-space-for-each-removal
//// bad
sealed class Ghost;

sealed class Ghosts(PageCache cache, IAddressSpaceOperations<Ghost> operations) : IOnRemove<Ghost>
{
    private readonly Dictionary<PageIndex, AddressSpace<Ghost>> _spaces = [];

    public void OnRemove(in RemovedPage<Ghost> page, RemoveReason reason)
    {
        if (!_spaces.ContainsKey(page.Index))
        {
            _spaces[page.Index] = cache.CreateAddressSpace(operations); // bug
        }
    }
}
//// clean
sealed class Ghost;

sealed class Ghosts(PageCache cache, IAddressSpaceOperations<Ghost> operations) : IOnRemove<Ghost>
{
    private readonly Dictionary<PageIndex, Lazy<AddressSpace<Ghost>>> _spaces = [];

    public void OnRemove(in RemovedPage<Ghost> page, RemoveReason reason)
    {
        if (!_spaces.ContainsKey(page.Index))
        {
            _spaces[page.Index] = new(() => cache.CreateAddressSpace(operations));
        }
    }
}
//// pair override-enters-where-the-base-did-not
//// bad
class Counter : IOnRemove<object>
{
    protected long Count { get; set; }

    public virtual void OnRemove(in RemovedPage<object> page, RemoveReason reason) => Count++;
}

sealed class EagerCounter : Counter
{
    public override void OnRemove(in RemovedPage<object> page, RemoveReason reason)
    {
        base.OnRemove(page, reason);
        if (Count % 100 == 0)
        {
            page.Space.TryInvalidate(new PageRange(page.Index, 100)); // bug
        }
    }
}
//// clean
class Counter : IOnRemove<object>
{
    protected long Count { get; set; }

    public virtual void OnRemove(in RemovedPage<object> page, RemoveReason reason) => Count++;
}

sealed class EagerCounter(Timer timer) : Counter
{
    public override void OnRemove(in RemovedPage<object> page, RemoveReason reason)
    {
        base.OnRemove(page, reason);
        if (Count % 100 == 0)
        {
            timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
