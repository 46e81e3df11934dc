//// pair owned-parameter
//// bad
void Accept([Owned] PageLease<object> lease, bool wanted) // bug
{
    if (wanted)
    {
        Console.WriteLine(lease.Generation);
        lease.Dispose();
    }
}
//// clean
void Accept([Owned] PageLease<object> lease, bool wanted)
{
    if (wanted)
    {
        Console.WriteLine(lease.Generation);
    }

    lease.Dispose();
}
//// pair only-lent-to-the-helper
//// bad
void Show(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> pin = Open(tree, index); // bug
    Write(pin);
} // bug

private static PagePin<object> Open(AddressSpace<object> tree, PageIndex index) => tree.Pin(index);

private static void Write(PagePin<object> pin) => Console.WriteLine(pin.Bytes.Length);
//// clean
void Show(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> pin = Open(tree, index);
    Write(pin);
}

private static PagePin<object> Open(AddressSpace<object> tree, PageIndex index) => tree.Pin(index);

private static void Write(PagePin<object> pin)
{
    Console.WriteLine(pin.Bytes.Length);
    pin.Dispose();
}
//// pair made-and-not-closed
//// bad
[MustCall(nameof(Commit), nameof(Rollback))]
sealed class Change
{
    public int Count { get; private set; }

    public void Add() => Count++;

    [EndsLifetime]
    public void Commit() => Count = 0;

    [EndsLifetime]
    public void Rollback() => Count = -1;
}

static class Editor
{
    public static bool Edit(int times)
    {
        var change = new Change(); // bug
        while (times-- > 0)
        {
            change.Add();
        }

        if (change.Count > 0)
        {
            change.Commit();
            return true;
        }

        return false; // bug
    }
}
//// clean
[MustCall(nameof(Commit), nameof(Rollback))]
sealed class Change
{
    public int Count { get; private set; }

    public void Add() => Count++;

    [EndsLifetime]
    public void Commit() => Count = 0;

    [EndsLifetime]
    public void Rollback() => Count = -1;
}

static class Editor
{
    public static bool Edit(int times)
    {
        var change = new Change();
        while (times-- > 0)
        {
            change.Add();
        }

        if (change.Count > 0)
        {
            change.Commit();
            return true;
        }

        change.Rollback();
        return false;
    }
}
//// pair not-taken-and-kept
//// bad
sealed class Shelf
{
    private readonly ConcurrentDictionary<long, long> _known = [];

    public bool TryTake([EndsLifetime(When = EndsWhen.ReturnsTrue)] PageLease<object> lease)
    {
        if (_known.TryAdd(lease.Index.Value, lease.Generation))
        {
            lease.Dispose();
            return true;
        }

        return false;
    }

    public async Task Offer(AddressSpace<object> space, PageIndex index)
    {
        PageLease<object> lease = await space.PinAsync(index); // bug
        if (!TryTake(lease))
        {
            Console.WriteLine("known");
        }
    } // bug
}
//// clean
sealed class Shelf
{
    private readonly ConcurrentDictionary<long, long> _known = [];

    public bool TryTake([EndsLifetime(When = EndsWhen.ReturnsTrue)] PageLease<object> lease)
    {
        if (_known.TryAdd(lease.Index.Value, lease.Generation))
        {
            lease.Dispose();
            return true;
        }

        return false;
    }

    public async Task Offer(AddressSpace<object> space, PageIndex index)
    {
        PageLease<object> lease = await space.PinAsync(index);
        if (!TryTake(lease))
        {
            lease.Dispose();
            Console.WriteLine("known");
        }
    }
}
//// pair either-page
//// bad
byte Pick(AddressSpace<object> left, AddressSpace<object> right, PageIndex index, bool first)
{
    PagePin<object> pin = first ? left.Pin(index) : right.Pin(index); // bug
    byte picked = pin.Bytes[0];
    if (picked != 0)
    {
        pin.Dispose();
    }

    return picked; // bug
}
//// clean
byte Pick(AddressSpace<object> left, AddressSpace<object> right, PageIndex index, bool first)
{
    PagePin<object> pin = first ? left.Pin(index) : right.Pin(index);
    byte picked = pin.Bytes[0];
    pin.Dispose();
    return picked;
}
//// pair lazy-sequence
//// bad
IEnumerable<long> Generations(Func<int, PageLease<object>> open, int count)
{
    for (int i = 0; i < count; i++)
    {
        PageLease<object> lease = Take(open, i); // bug
        if (lease.IsStale)
        {
            yield break; // bug
        }

        long generation = lease.Generation;
        lease.Dispose();
        yield return generation;
    }
}

[return: Acquires]
private static PageLease<object> Take(Func<int, PageLease<object>> open, int i) => open(i);
//// clean
IEnumerable<long> Generations(Func<int, PageLease<object>> open, int count)
{
    for (int i = 0; i < count; i++)
    {
        using PageLease<object> lease = Take(open, i);
        if (lease.IsStale)
        {
            yield break;
        }

        yield return lease.Generation;
    }
}

[return: Acquires]
private static PageLease<object> Take(Func<int, PageLease<object>> open, int i) => open(i);
