//// pair commit-then-rollback
//// bad
[MustCall(nameof(Commit), nameof(Rollback))]
sealed class Change
{
    public bool IsEmpty { get; set; }

    [EndsLifetime]
    public void Commit() => IsEmpty = true;

    [EndsLifetime]
    public void Rollback() => IsEmpty = false;
}

static class Editor
{
    public static void Save(Action<Change> edit)
    {
        var change = new Change();
        bool saved = false;
        try
        {
            edit(change);
            change.Commit();
            saved = true;
        }
        finally
        {
            change.Rollback(); // bug
            Console.WriteLine(saved);
        }
    }
}
//// clean
[MustCall(nameof(Commit), nameof(Rollback))]
sealed class Change
{
    public bool IsEmpty { get; set; }

    [EndsLifetime]
    public void Commit() => IsEmpty = true;

    [EndsLifetime]
    public void Rollback() => IsEmpty = false;
}

static class Editor
{
    public static void Save(Action<Change> edit)
    {
        var change = new Change();
        bool saved = false;
        try
        {
            edit(change);
            change.Commit();
            saved = true;
        }
        finally
        {
            if (!saved)
            {
                change.Rollback();
            }
        }
    }
}
//// pair conditional-end-then-the-end
//// bad
byte Peek(AddressSpace<object> tree, PageIndex index)
{
    if (!tree.TryPin(index, out PagePin<object> pin))
    {
        return 0;
    }

    byte first = pin.Bytes[0];
    if (first == 0)
    {
        pin.Dispose();
    }

    pin.Dispose(); // bug
    return first;
}
//// clean
byte Peek(AddressSpace<object> tree, PageIndex index)
{
    if (!tree.TryPin(index, out PagePin<object> pin))
    {
        return 0;
    }

    byte first = pin.Bytes[0];
    if (first == 0)
    {
        Console.WriteLine("empty");
    }

    pin.Dispose();
    return first;
}
//// pair in-an-asynchronous-sequence
//// bad
async IAsyncEnumerable<long> Generations(AddressSpace<object> space, PageRange range)
{
    for (PageIndex at = range.First; at < range.End; at += 1)
    {
        PageLease<object> lease = await space.PinAsync(at);
        long generation = lease.Generation;
        lease.Dispose();
        yield return generation;
        lease.Dispose(); // bug
    }
}
//// clean
async IAsyncEnumerable<long> Generations(AddressSpace<object> space, PageRange range)
{
    for (PageIndex at = range.First; at < range.End; at += 1)
    {
        PageLease<object> lease = await space.PinAsync(at);
        long generation = lease.Generation;
        yield return generation;
        lease.Dispose();
    }
}
//// pair by-reference
//// bad
static void Reset(ref PageLease<object> lease)
{
    lease.Dispose();
    Console.WriteLine("reset");
}

void Twice(PageLease<object> lease, bool quiet)
{
    Reset(ref lease);
    if (quiet)
    {
        return;
    }

    Reset(ref lease); // bug
}
//// clean
static void Reset(ref PageLease<object> lease)
{
    lease.Dispose();
    lease = default;
}

void Twice(PageLease<object> lease, bool quiet)
{
    Reset(ref lease);
    if (quiet)
    {
        return;
    }

    Console.WriteLine(lease.Index);
}
//// pair tried-with-success
//// bad
abstract class Table
{
    public abstract bool TryGiveBack([EndsLifetime(When = EndsWhen.ReturnsTrue)] PageLease<object> lease);

    public void Forget(PageLease<object> lease)
    {
        bool given = TryGiveBack(lease);
        if (given)
        {
            lease.Dispose(); // bug
        }
    }
}
//// clean
abstract class Table
{
    public abstract bool TryGiveBack([EndsLifetime(When = EndsWhen.ReturnsTrue)] PageLease<object> lease);

    public void Forget(PageLease<object> lease)
    {
        bool given = TryGiveBack(lease);
        if (!given)
        {
            lease.Dispose();
        }
    }
}
//// pair ended-unless-kept
//// bad
interface IKeeper
{
    ReleaseOutcome Offer(
        [EndsLifetime(When = EndsWhen.ReturnsValue, Value = ReleaseOutcome.Released)] PageLease<object> lease);
}

static class Giver
{
    public static string Give(IKeeper keeper, PageLease<object> lease)
    {
        switch (keeper.Offer(lease))
        {
            case ReleaseOutcome.Kept or ReleaseOutcome.Removable:
                lease.Dispose();
                return "own";
            case ReleaseOutcome.Released:
                lease.Dispose(); // bug
                return "given";
        }

        return "";
    }
}
//// clean
interface IKeeper
{
    ReleaseOutcome Offer(
        [EndsLifetime(When = EndsWhen.ReturnsValue, Value = ReleaseOutcome.Released)] PageLease<object> lease);
}

static class Giver
{
    public static string Give(IKeeper keeper, PageLease<object> lease)
    {
        switch (keeper.Offer(lease))
        {
            case ReleaseOutcome.Kept or ReleaseOutcome.Removable:
                lease.Dispose();
                return "own";
            case ReleaseOutcome.Released:
                return "given";
        }

        return "";
    }
}
//// pair handed-over-and-ended
//// bad
sealed class Shelf
{
    private readonly Queue<PageLease<object>> _kept = [];

    public void Put([Owned] PageLease<object> lease) => _kept.Enqueue(lease);

    public async ValueTask Keep(AddressSpace<object> space, PageIndex index)
    {
        using PageLease<object> lease = await space.PinAsync(index).ConfigureAwait(false); // bug
        Put(lease);
    } // bug
}
//// clean
sealed class Shelf
{
    private readonly Queue<PageLease<object>> _kept = [];

    public void Put([Owned] PageLease<object> lease) => _kept.Enqueue(lease);

    public async ValueTask Keep(AddressSpace<object> space, PageIndex index)
    {
        PageLease<object> lease = await space.PinAsync(index).ConfigureAwait(false);
        Put(lease);
    }
}
