//// pair lambda-does-half-of-it
//// bad
public sealed class Crate
{
    [AttachedMetadata, Borrowed]
    public string? Label { get; private set; }

    [Attaches]
    public void Stick(string label) => Label = label;

    [Detaches]
    public string? Peel()
    {
        string? label = Label;
        Label = null;
        return label;
    }
}

public interface ICarrier
{
    [TransferCallback(1)]
    int Carry([Borrowed] Crate from, [Borrowed] Crate to);
}

sealed class Porter : ICarrier
{
    public Porter(Crate first) => first.Stick("first");

    public int Carry(Crate from, Crate to)
    {
        Func<Crate, string?> peel = static crate => crate.Peel();
        string? label = peel(from);
        Console.WriteLine(label + " is on its way");
        return 1; // bug
    }
}
//// clean
public sealed class Crate
{
    [AttachedMetadata, Borrowed]
    public string? Label { get; private set; }

    [Attaches]
    public void Stick(string label) => Label = label;

    [Detaches]
    public string? Peel()
    {
        string? label = Label;
        Label = null;
        return label;
    }
}

public interface ICarrier
{
    [TransferCallback(1)]
    int Carry([Borrowed] Crate from, [Borrowed] Crate to);
}

sealed class Porter : ICarrier
{
    public Porter(Crate first) => first.Stick("first");

    public int Carry(Crate from, Crate to)
    {
        Func<Crate, string?> peel = static crate => crate.Peel();
        string? label = peel(from);
        Console.WriteLine(label + " is on its way");
        to.Stick(label ?? "");
        return 1;
    }
}
//// pair generic-vault-with-a-finally
//// bad
public sealed class Frame<TKey>
    where TKey : class
{
    private TKey? _key;

    [AttachedMetadata, Borrowed]
    public TKey? Key => _key;

    [Attaches]
    public void Lock(TKey key) => _key = key;

    [Detaches]
    public TKey? Unlock() => Interlocked.Exchange(ref _key, null);
}

public enum Result { Stay, Go }

public interface IFrames<TKey>
    where TKey : class
{
    [TransferCallback(Result.Go)]
    Result OnMove([Borrowed] Frame<TKey> old, [Borrowed] Frame<TKey> fresh);
}

class Vault<TKey> : IFrames<TKey>
    where TKey : class, new()
{
    public void Open(Frame<TKey> frame) => frame.Lock(new TKey());

    public virtual Result OnMove(Frame<TKey> old, Frame<TKey> fresh)
    {
        try
        {
            if (old.Key is null)
            {
                return Result.Go;
            }
        }
        finally
        {
            GC.KeepAlive(fresh);
        }

        return Result.Go; // bug
    }
}
//// clean
public sealed class Frame<TKey>
    where TKey : class
{
    private TKey? _key;

    [AttachedMetadata, Borrowed]
    public TKey? Key => _key;

    [Attaches]
    public void Lock(TKey key) => _key = key;

    [Detaches]
    public TKey? Unlock() => Interlocked.Exchange(ref _key, null);
}

public enum Result { Stay, Go }

public interface IFrames<TKey>
    where TKey : class
{
    [TransferCallback(Result.Go)]
    Result OnMove([Borrowed] Frame<TKey> old, [Borrowed] Frame<TKey> fresh);
}

class Vault<TKey> : IFrames<TKey>
    where TKey : class, new()
{
    public void Open(Frame<TKey> frame) => frame.Lock(new TKey());

    public virtual Result OnMove(Frame<TKey> old, Frame<TKey> fresh)
    {
        try
        {
            if (old.Unlock() is { } key)
            {
                fresh.Lock(key);
            }
        }
        finally
        {
            GC.KeepAlive(fresh);
        }

        return Result.Go;
    }
}
