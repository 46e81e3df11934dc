//// pair semaphore-in-on-remove
//// bad
sealed class Slot;

sealed class Slots : IOnRemove<Slot>
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly HashSet<PageIndex> _present = [];

    public void OnRemove(in RemovedPage<Slot> page, RemoveReason reason)
    {
        _gate.Wait(); // bug
        try
        {
            _present.Remove(page.Index);
        }
        finally
        {
            _gate.Release();
        }
    }
}
//// clean
sealed class Slot;

sealed class Slots : IOnRemove<Slot>
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly HashSet<PageIndex> _present = [];
    private int _missed;

    public void OnRemove(in RemovedPage<Slot> page, RemoveReason reason)
    {
        if (!_gate.Wait(0))
        {
            _missed++;
            return;
        }

        try
        {
            _present.Remove(page.Index);
        }
        finally
        {
            _gate.Release();
        }
    }
}
//// pair event-in-abort
//// bad
sealed class Part;

sealed class Parts(ManualResetEventSlim idle) : IPrepareRelease<Part>
{
    private int _promised;

    public ReleaseOutcome PrepareRelease(LockedPage<Part> page, in ReleaseContext context)
    {
        _promised++;
        return ReleaseOutcome.Released;
    }

    public void CommitRelease(LockedPage<Part> page) => page.Detach();

    public void AbortRelease(LockedPage<Part> page)
    {
        if (--_promised == 0)
        {
            idle.Wait(TimeSpan.FromSeconds(1)); // bug
        }
    }
}
//// clean
sealed class Part;

sealed class Parts(ManualResetEventSlim idle) : IPrepareRelease<Part>
{
    private int _promised;

    public ReleaseOutcome PrepareRelease(LockedPage<Part> page, in ReleaseContext context)
    {
        _promised++;
        return ReleaseOutcome.Released;
    }

    public void CommitRelease(LockedPage<Part> page) => page.Detach();

    public void AbortRelease(LockedPage<Part> page)
    {
        if (--_promised == 0)
        {
            idle.Set();
        }
    }
}
//// pair lock-that-is-held-around-a-fill
//// bad
sealed class Node;

sealed class Tree(AddressSpace<Node> space) : IShrinker
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, byte> _first = [];

    public void Load(long index)
    {
        lock (_gate)
        {
            using PagePin<Node> pin = space.Pin(new PageIndex(index));
            _first[index] = pin.Bytes[0];
        }
    }

    public long Count(in ShrinkContext context) => _first.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        lock (_gate) // bug
        {
            long freed = _first.Count;
            _first.Clear();
            return ShrinkResult.Freed(freed);
        }
    }
}
//// clean
sealed class Node;

sealed class Tree(AddressSpace<Node> space) : IShrinker
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, byte> _first = [];

    public void Load(long index)
    {
        using PagePin<Node> pin = space.Pin(new PageIndex(index));
        lock (_gate)
        {
            _first[index] = pin.Bytes[0];
        }
    }

    public long Count(in ShrinkContext context) => _first.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        lock (_gate)
        {
            long freed = _first.Count;
            _first.Clear();
            return ShrinkResult.Freed(freed);
        }
    }
}
//// pair monitor-wait
//// bad
abstract class Waiting<T> : IOnRemove<T>
    where T : class
{
    private readonly object _gate = new();

    protected bool IsOpen { get; set; }

    public void OnRemove(in RemovedPage<T> page, RemoveReason reason)
    {
        lock (_gate)
        {
            while (!IsOpen)
            {
                Monitor.Wait(_gate); // bug
            }
        }

        Removed(page.Index);
    }

    protected abstract void Removed(PageIndex index);
}
//// clean
abstract class Waiting<T> : IOnRemove<T>
    where T : class
{
    private readonly object _gate = new();

    protected bool IsOpen { get; set; }

    public void OnRemove(in RemovedPage<T> page, RemoveReason reason)
    {
        lock (_gate)
        {
            if (!IsOpen)
            {
                return;
            }
        }

        Removed(page.Index);
    }

    protected abstract void Removed(PageIndex index);
}
//// pair countdown-and-barrier
//// bad
sealed class Job;

partial class Jobs : IOnRemove<Job>
{
    private readonly CountdownEvent _running = new(1);
    private readonly Barrier _phase = new(2);

    public void OnRemove(in RemovedPage<Job> page, RemoveReason reason) => Finish(reason); // bug
}

partial class Jobs
{
    private void Finish(RemoveReason reason)
    {
        if (reason is RemoveReason.TornDown)
        {
            _phase.SignalAndWait(); // bug
        }

        _running.Signal();
    }
}
//// clean
sealed class Job;

partial class Jobs : IOnRemove<Job>
{
    private readonly CountdownEvent _running = new(1);
    private readonly Barrier _phase = new(2);

    public void OnRemove(in RemovedPage<Job> page, RemoveReason reason) => Finish(reason);
}

partial class Jobs
{
    private void Finish(RemoveReason reason)
    {
        _running.Signal();
        if (reason is RemoveReason.TornDown && _phase.ParticipantCount > 1)
        {
            _phase.RemoveParticipant();
        }
    }
}
//// pair blocking-queue
//// bad
sealed record Order(long Number);

sealed class Orders : IOnRemove<Order>
{
    private readonly BlockingCollection<long> _gone = new(boundedCapacity: 16);

    public void OnRemove(in RemovedPage<Order> page, RemoveReason reason)
    {
        if (page.Metadata is { Number: var number })
        {
            _gone.Add(number); // bug
        }
    }
}
//// clean
sealed record Order(long Number);

sealed class Orders : IOnRemove<Order>
{
    private readonly BlockingCollection<long> _gone = new(boundedCapacity: 16);
    private long _lost;

    public void OnRemove(in RemovedPage<Order> page, RemoveReason reason)
    {
        if (page.Metadata is { Number: var number } && !_gone.TryAdd(number))
        {
            _lost++;
        }
    }
}
//// pair mutex-by-a-wait-handle
//// bad
sealed class Share;

sealed class Shares : IReleasePage<Share>
{
    private readonly Mutex _mutex = new();

    public ReleaseOutcome ReleasePage(LockedPage<Share> page, in ReleaseContext context)
    {
        bool patient = context.Reason is ReleaseReason.Evict or ReleaseReason.Strip;
        if (patient ? !_mutex.WaitOne() : !_mutex.WaitOne(0)) // bug
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        _mutex.ReleaseMutex();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Share;

sealed class Shares : IReleasePage<Share>
{
    private readonly Mutex _mutex = new();

    public ReleaseOutcome ReleasePage(LockedPage<Share> page, in ReleaseContext context)
    {
        bool patient = context.MayBlock;
        if (patient ? !_mutex.WaitOne() : !_mutex.WaitOne(0))
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        _mutex.ReleaseMutex();
        return ReleaseOutcome.Released;
    }
}
//// near-miss
sealed class Share;

sealed class Shares : IReleasePage<Share>
{
    private readonly Mutex _mutex = new();

    public ReleaseOutcome ReleasePage(LockedPage<Share> page, in ReleaseContext context)
    {
        if (!TryLock(context.MayBlock))
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        _mutex.ReleaseMutex();
        return ReleaseOutcome.Released;
    }

    private bool TryLock(bool mayWait)
    {
        if (_mutex.WaitOne(0))
        {
            return true;
        }

        return mayWait && _mutex.WaitOne();
    }
}
