//// pair bool-callback-clears-a-bit
//// bad
public readonly record struct Demand(bool IsFinal);

public sealed class Tile
{
    [AttachedMetadata, Borrowed]
    public object? Tag { get; private set; }

    [Detaches]
    public object? Take()
    {
        (object? tag, Tag) = (Tag, null);
        return tag;
    }

    public int Number { get; init; }
}

public abstract class TileClient
{
    [ReleaseCallback(true, false, RemovalMember = nameof(Demand.IsFinal), CertainRemoval = true)]
    public abstract bool Release([Borrowed] Tile tile, Demand demand);
}

sealed class Map : TileClient
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private ulong _drawn;

    public override bool Release(Tile tile, Demand demand)
    {
        tile.Take();
        _drawn &= ~(1UL << tile.Number); // bug
        return true;
    }
}
//// clean
public readonly record struct Demand(bool IsFinal);

public sealed class Tile
{
    [AttachedMetadata, Borrowed]
    public object? Tag { get; private set; }

    [Detaches]
    public object? Take()
    {
        (object? tag, Tag) = (Tag, null);
        return tag;
    }

    public int Number { get; init; }
}

public abstract class TileClient
{
    [ReleaseCallback(true, false, RemovalMember = nameof(Demand.IsFinal), CertainRemoval = true)]
    public abstract bool Release([Borrowed] Tile tile, Demand demand);
}

sealed class Map : TileClient
{
    [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
    private ulong _drawn;

    public override bool Release(Tile tile, Demand demand)
    {
        tile.Take();
        if (demand.IsFinal)
        {
            _drawn &= ~(1UL << tile.Number);
        }

        return true;
    }
}
//// pair callback-that-cannot-know
//// bad
public enum Say { Stay, Go }

public sealed class Item<T>
    where T : class
{
    private T? _note;

    public long Key { get; init; }

    [AttachedMetadata, Borrowed]
    public T? Note => _note;

    [Detaches]
    public T? Cut() => Interlocked.Exchange(ref _note, null);
}

public interface IItems<T>
    where T : class
{
    [ReleaseCallback(Say.Go, Say.Stay)]
    Say OnTrim([Borrowed] Item<T> item);
}

sealed class Sessions : IItems<string>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private readonly Queue<long> _waiting = new();

    public Say OnTrim(Item<string> item)
    {
        if (item.Cut() is not { Length: > 0 })
        {
            return Say.Go;
        }

        while (_waiting.Count > 0 && _waiting.Peek() <= item.Key)
        {
            _waiting.Dequeue(); // bug
        }

        return Say.Go;
    }
}
//// clean
public enum Say { Stay, Go }

public sealed class Item<T>
    where T : class
{
    private T? _note;

    public long Key { get; init; }

    [AttachedMetadata, Borrowed]
    public T? Note => _note;

    [Detaches]
    public T? Cut() => Interlocked.Exchange(ref _note, null);
}

public interface IItems<T>
    where T : class
{
    [ReleaseCallback(Say.Go, Say.Stay)]
    Say OnTrim([Borrowed] Item<T> item);
}

sealed class Sessions : IItems<string>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private readonly Queue<long> _waiting = new();

    public Say OnTrim(Item<string> item)
    {
        if (_waiting.Contains(item.Key))
        {
            return Say.Stay;
        }

        item.Cut();
        return Say.Go;
    }
}
//// pair map-entry-of-a-static-table
//// bad
public sealed class Seat
{
    [AttachedMetadata, Borrowed]
    public Guest? Guest { get; internal set; }

    [Detaches]
    public Guest? Leave()
    {
        Guest? guest = Guest;
        Guest = null;
        return guest;
    }
}

public sealed record Guest(string Name);

public interface IHost
{
    [ReleaseCallback(true, false)]
    bool MayLeave([Borrowed] Seat seat);
}

static class Registry
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    public static readonly Dictionary<string, int> Visits = [];
}

readonly record struct Host(bool IsOpen) : IHost
{
    public bool MayLeave(Seat seat)
    {
        if (!IsOpen || seat.Leave() is not { } guest)
        {
            return false;
        }

        Registry.Visits.Remove(guest.Name); // bug
        return true;
    }
}
//// clean
public sealed class Seat
{
    [AttachedMetadata, Borrowed]
    public Guest? Guest { get; internal set; }

    [Detaches]
    public Guest? Leave()
    {
        Guest? guest = Guest;
        Guest = null;
        return guest;
    }
}

public sealed record Guest(string Name);

public interface IHost
{
    [ReleaseCallback(true, false)]
    bool MayLeave([Borrowed] Seat seat);
}

static class Registry
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    public static readonly Dictionary<string, int> Visits = [];
}

readonly record struct Host(bool IsOpen) : IHost
{
    public bool MayLeave(Seat seat)
    {
        if (!IsOpen || seat.Guest is not { } guest)
        {
            return false;
        }

        Registry.Visits[guest.Name] = Registry.Visits.GetValueOrDefault(guest.Name) + 1;
        return seat.Leave() is not null;
    }
}
