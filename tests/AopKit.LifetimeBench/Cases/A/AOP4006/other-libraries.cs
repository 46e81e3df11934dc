//// pair bool-callback
//// bad
public sealed class Cluster<T>
    where T : class
{
    private T? _note;

    [AttachedMetadata, Borrowed]
    public T? Note => _note;

    [DirtyState]
    public bool HasChanges { get; set; }

    [Detaches]
    public T? Unhook() => Interlocked.Exchange(ref _note, null);
}

public abstract class ClusterOwner<T>
    where T : class
{
    [ReleaseCallback(true, false)]
    protected abstract bool OnTrim([Borrowed] Cluster<T> cluster);
}

sealed class Commit
{
    [UnwrittenState]
    public Guid Id;
}

sealed class Commits : ClusterOwner<Commit>
{
    protected override bool OnTrim(Cluster<Commit> cluster) => cluster.Unhook() is not null; // bug
}
//// clean
public sealed class Cluster<T>
    where T : class
{
    private T? _note;

    [AttachedMetadata, Borrowed]
    public T? Note => _note;

    [DirtyState]
    public bool HasChanges { get; set; }

    [Detaches]
    public T? Unhook() => Interlocked.Exchange(ref _note, null);
}

public abstract class ClusterOwner<T>
    where T : class
{
    [ReleaseCallback(true, false)]
    protected abstract bool OnTrim([Borrowed] Cluster<T> cluster);
}

sealed class Commit
{
    [UnwrittenState]
    public Guid Id;
}

sealed class Commits : ClusterOwner<Commit>
{
    protected override bool OnTrim(Cluster<Commit> cluster) => !cluster.HasChanges && cluster.Unhook() is not null;
}
//// pair enum-callback-with-an-early-return
//// bad
public enum Choice { Hold, Free }

public sealed class Band
{
    [AttachedMetadata, Borrowed]
    public Trace? Trace { get; private set; }

    [DirtyState]
    public bool IsModified { get; private set; }

    [Detaches]
    public Trace? Erase()
    {
        Trace? trace = Trace;
        Trace = null;
        return trace;
    }
}

public sealed class Trace
{
    [UnwrittenState]
    public List<double> Samples { get; } = [];
}

public interface IBands
{
    [ReleaseCallback(Choice.Free, Choice.Hold)]
    Choice Choose([Borrowed] Band band, int age);
}

sealed class Recorder(int limit) : IBands
{
    public Choice Choose(Band band, int age)
    {
        if (age < limit)
        {
            return Choice.Hold;
        }

        band.Erase(); // bug
        return Choice.Free; // bug
    }
}
//// clean
public enum Choice { Hold, Free }

public sealed class Band
{
    [AttachedMetadata, Borrowed]
    public Trace? Trace { get; private set; }

    [DirtyState]
    public bool IsModified { get; private set; }

    [Detaches]
    public Trace? Erase()
    {
        Trace? trace = Trace;
        Trace = null;
        return trace;
    }
}

public sealed class Trace
{
    [UnwrittenState]
    public List<double> Samples { get; } = [];
}

public interface IBands
{
    [ReleaseCallback(Choice.Free, Choice.Hold)]
    Choice Choose([Borrowed] Band band, int age);
}

sealed class Recorder(int limit) : IBands
{
    public Choice Choose(Band band, int age)
    {
        if (age < limit || band.IsModified)
        {
            return Choice.Hold;
        }

        band.Erase();
        return Choice.Free;
    }
}
//// pair another-page-was-looked-at
//// bad
public sealed class Sheet
{
    [AttachedMetadata, Borrowed]
    public Edits? Edits { get; private set; }

    public Sheet? Previous { get; init; }

    [DirtyState]
    public bool IsDirty { get; private set; }

    [Detaches]
    public Edits? Cut()
    {
        (Edits? edits, Edits) = (Edits, null);
        return edits;
    }
}

public sealed class Edits
{
    [UnwrittenState]
    public string? Text { get; init; }
}

public interface ISheets
{
    [ReleaseCallback(1, 0)]
    int Ask([Borrowed] Sheet sheet);
}

sealed class Book : ISheets
{
    int ISheets.Ask(Sheet sheet)
    {
        if (sheet.Previous is { IsDirty: true })
        {
            return 0;
        }

        sheet.Cut(); // bug
        return 1; // bug
    }
}
//// clean
public sealed class Sheet
{
    [AttachedMetadata, Borrowed]
    public Edits? Edits { get; private set; }

    public Sheet? Previous { get; init; }

    [DirtyState]
    public bool IsDirty { get; private set; }

    [Detaches]
    public Edits? Cut()
    {
        (Edits? edits, Edits) = (Edits, null);
        return edits;
    }
}

public sealed class Edits
{
    [UnwrittenState]
    public string? Text { get; init; }
}

public interface ISheets
{
    [ReleaseCallback(1, 0)]
    int Ask([Borrowed] Sheet sheet);
}

sealed class Book : ISheets
{
    int ISheets.Ask(Sheet sheet)
    {
        if (sheet is { IsDirty: true } or { Previous.IsDirty: true })
        {
            return 0;
        }

        sheet.Cut();
        return 1;
    }
}
//// pair record-client-with-a-pattern
//// bad
public readonly record struct Need(bool Hurry);

public sealed class Box
{
    [AttachedMetadata, Borrowed]
    public Stock? Stock { get; private set; }

    [DirtyState]
    public bool IsOpen { get; private set; }

    [Attaches]
    public void Fill(Stock stock) => Stock = stock;

    [Detaches]
    public Stock? Empty()
    {
        Stock? stock = Stock;
        Stock = null;
        return stock;
    }
}

[UnwrittenState]
public sealed record Stock(int Count);

public interface IShelf
{
    [ReleaseCallback(true, false)]
    bool GiveUp([Borrowed] Box box, Need need);
}

sealed record Shelf(ConcurrentQueue<int> Freed) : IShelf
{
    public bool GiveUp(Box box, Need need)
    {
        if ((box, need) is ({ IsOpen: true }, { Hurry: false }))
        {
            return false;
        }

        if (box.Empty() is { } stock) // bug
        {
            Freed.Enqueue(stock.Count);
        }

        return true; // bug
    }
}
//// clean
public readonly record struct Need(bool Hurry);

public sealed class Box
{
    [AttachedMetadata, Borrowed]
    public Stock? Stock { get; private set; }

    [DirtyState]
    public bool IsOpen { get; private set; }

    [Attaches]
    public void Fill(Stock stock) => Stock = stock;

    [Detaches]
    public Stock? Empty()
    {
        Stock? stock = Stock;
        Stock = null;
        return stock;
    }
}

[UnwrittenState]
public sealed record Stock(int Count);

public interface IShelf
{
    [ReleaseCallback(true, false)]
    bool GiveUp([Borrowed] Box box, Need need);
}

sealed record Shelf(ConcurrentQueue<int> Freed) : IShelf
{
    public bool GiveUp(Box box, Need need)
    {
        if (box is { IsOpen: true })
        {
            return false;
        }

        if (need is { Hurry: true } && box.Empty() is { } stock)
        {
            Freed.Enqueue(stock.Count);
            return true;
        }

        return box.Empty() is not null;
    }
}
