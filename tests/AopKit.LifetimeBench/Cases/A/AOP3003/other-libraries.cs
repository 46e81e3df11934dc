//// pair property-that-enters
//// bad
public sealed class Store
{
    [Effect(Effects.ReentersCache)]
    public long Size => 0;

    public long Serial => 1;
}

public interface IWatcher
{
    [CallbackContext(CallbackContexts.NoReentry)]
    void Changed(Store store, int key);
}

sealed class Watcher : IWatcher
{
    private long _size;

    public void Changed(Store store, int key) => _size = key < 0 ? _size : store.Size; // bug
}
//// clean
public sealed class Store
{
    [Effect(Effects.ReentersCache)]
    public long Size => 0;

    public long Serial => 1;
}

public interface IWatcher
{
    [CallbackContext(CallbackContexts.NoReentry)]
    void Changed(Store store, int key);
}

sealed class Watcher : IWatcher
{
    private long _serial;

    public void Changed(Store store, int key)
    {
        _serial = key < 0 ? _serial : store.Serial;
    }
}
//// pair constructor-that-enters
//// bad
public class Transaction : IDisposable
{
    [Effect(Effects.ReentersCache)]
    public Transaction(string name) => Name = name;

    public string Name { get; }

    public void Dispose() { }
}

public abstract class Trigger
{
    [CallbackContext(CallbackContexts.NoReentry | CallbackContexts.Atomic)]
    public abstract void Fire(string table);
}

sealed class Cascade : Trigger
{
    private readonly HashSet<string> _seen = [];

    public override void Fire(string table)
    {
        if (!_seen.Add(table))
        {
            return;
        }

        using var transaction = new Transaction(table + ".cascade"); // bug
        Console.WriteLine(transaction.Name);
    }
}
//// clean
public class Transaction : IDisposable
{
    [Effect(Effects.ReentersCache)]
    public Transaction(string name) => Name = name;

    public string Name { get; }

    public void Dispose() { }
}

public abstract class Trigger
{
    [CallbackContext(CallbackContexts.NoReentry | CallbackContexts.Atomic)]
    public abstract void Fire(string table);
}

sealed class Cascade : Trigger
{
    private readonly HashSet<string> _seen = [];

    public override void Fire(string table)
    {
        if (!_seen.Add(table))
        {
            return;
        }

        Console.WriteLine(table + ".cascade");
    }

    public void Run()
    {
        foreach (string table in _seen)
        {
            using var transaction = new Transaction(table + ".cascade");
        }
    }
}
//// pair handler-that-removes-itself
//// bad
public sealed class Hub
{
    [Effect(Effects.ReentersCache)]
    public void Remove(IHandler handler) { }
}

public interface IHandler
{
    [CallbackContext(CallbackContexts.NoReentry)]
    bool Handle(Hub hub, in ReadOnlySpan<byte> message);
}

readonly record struct Once(Action<int> Seen) : IHandler
{
    bool IHandler.Handle(Hub hub, in ReadOnlySpan<byte> message)
    {
        try
        {
            Seen(message.Length);
            return true;
        }
        finally
        {
            hub.Remove(this); // bug
        }
    }
}
//// clean
public sealed class Hub
{
    [Effect(Effects.ReentersCache)]
    public void Remove(IHandler handler) { }
}

public interface IHandler
{
    [CallbackContext(CallbackContexts.NoReentry)]
    bool Handle(Hub hub, in ReadOnlySpan<byte> message);
}

readonly record struct Once(Action<int> Seen) : IHandler
{
    bool IHandler.Handle(Hub hub, in ReadOnlySpan<byte> message)
    {
        Seen(message.Length);
        return false;
    }

    public void Leave(Hub hub) => hub.Remove(this);
}
//// pair lambda-run-for-each
//// bad
public sealed class Registry
{
    [Effect(Effects.ReentersCache)]
    public bool Drop(long key) => key > 0;
}

public interface IExpiry
{
    [CallbackContext(CallbackContexts.NoReentry)]
    void Expired(Registry registry, List<long> keys);
}

sealed class Expiry : IExpiry
{
    public void Expired(Registry registry, List<long> keys)
    {
        keys.RemoveAll(key => registry.Drop(key)); // bug
    }
}
//// clean
public sealed class Registry
{
    [Effect(Effects.ReentersCache)]
    public bool Drop(long key) => key > 0;
}

public interface IExpiry
{
    [CallbackContext(CallbackContexts.NoReentry)]
    void Expired(Registry registry, List<long> keys);
}

sealed class Expiry : IExpiry
{
    private readonly List<long> _later = [];

    public void Expired(Registry registry, List<long> keys)
    {
        keys.RemoveAll(key =>
        {
            _later.Add(key);
            return key > 0;
        });
    }
}
