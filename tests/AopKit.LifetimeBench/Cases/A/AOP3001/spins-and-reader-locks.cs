//// pair spins-until
//// bad
sealed class Flag
{
    public bool IsSet;
}

sealed class Flags : IOnRemove<Flag>
{
    private int _inside;

    void IOnRemove<Flag>.OnRemove(in RemovedPage<Flag> page, RemoveReason reason)
    {
        SpinWait.SpinUntil(() => Volatile.Read(ref _inside) == 0); // bug
    }
}
//// clean
sealed class Flag
{
    public bool IsSet;
}

sealed class Flags : IOnRemove<Flag>
{
    private int _inside;

    void IOnRemove<Flag>.OnRemove(in RemovedPage<Flag> page, RemoveReason reason)
    {
        Func<bool> idle = () => Volatile.Read(ref _inside) == 0;
        if (!idle())
        {
            Interlocked.Or(ref _inside, int.MinValue);
        }
    }
}
//// pair reader-writer-lock
//// bad
sealed class Fact;

sealed class Facts(AddressSpace<Fact> space) : IOnRemove<Fact>
{
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly List<long> _known = [];

    public void OnRemove(in RemovedPage<Fact> page, RemoveReason reason)
    {
        _gate.EnterWriteLock(); // bug
        _known.Remove(page.Index.Value);
        _gate.ExitWriteLock();
    }

    public void Learn(PageRange range)
    {
        _gate.EnterReadLock();
        space.Prefetch(range);
        _gate.ExitReadLock();
    }
}
//// clean
sealed class Fact;

sealed class Facts(AddressSpace<Fact> space) : IOnRemove<Fact>
{
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly List<long> _known = [];

    public void OnRemove(in RemovedPage<Fact> page, RemoveReason reason)
    {
        if (_gate.TryEnterWriteLock(0))
        {
            _known.Remove(page.Index.Value);
            _gate.ExitWriteLock();
        }
    }

    public void Learn(PageRange range)
    {
        _gate.EnterReadLock();
        space.Prefetch(range);
        _gate.ExitReadLock();
    }
}
