// source: torvalds/linux fb24771faf72 https://github.com/torvalds/linux/commit/fb24771faf72a2fd62b3b6287af3c610c3ec9cf1
// title: A second invalidation takes a claim for a mark that is set already
// story: Asking for an invalidation takes an access to the cookie and sets a mark; who finds the mark does the work
// and ends the access. A request that came while the mark was set took one more, and there was only one mark to end
// it by.
//// bad
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Cookie
{
    private int _accesses;
    private int _isInvalidationDue;

    public int Accesses => Volatile.Read(ref _accesses);

    [Acquires]
    public void BeginAccess() => Interlocked.Increment(ref _accesses);

    [EndsLifetime]
    public void EndAccess() => Interlocked.Decrement(ref _accesses);

    public void RequestInvalidation()
    {
        BeginAccess(); // bug
        Interlocked.Exchange(ref _isInvalidationDue, 1); // bug
    }

    public void RunStateMachine(Action invalidate)
    {
        if (Interlocked.Exchange(ref _isInvalidationDue, 0) != 0)
        {
            invalidate();
            EndAccess();
        }
    }
}
//// clean
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Cookie
{
    private int _accesses;
    private int _isInvalidationDue;

    public int Accesses => Volatile.Read(ref _accesses);

    [Acquires]
    public void BeginAccess() => Interlocked.Increment(ref _accesses);

    [EndsLifetime]
    public void EndAccess() => Interlocked.Decrement(ref _accesses);

    public void RequestInvalidation()
    {
        if (Interlocked.Exchange(ref _isInvalidationDue, 1) == 0)
        {
            BeginAccess();
        }
    }

    public void RunStateMachine(Action invalidate)
    {
        if (Interlocked.Exchange(ref _isInvalidationDue, 0) != 0)
        {
            invalidate();
            EndAccess();
        }
    }
}
//// near-miss
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Cookie
{
    private int _accesses;
    private int _invalidationsDue;

    public int Accesses => Volatile.Read(ref _accesses);

    [Acquires]
    public void BeginAccess() => Interlocked.Increment(ref _accesses);

    [EndsLifetime]
    public void EndAccess() => Interlocked.Decrement(ref _accesses);

    public void RequestInvalidation()
    {
        BeginAccess();
        Interlocked.Increment(ref _invalidationsDue);
    }

    public void RunStateMachine(Action invalidate)
    {
        // One claim for each that was counted.
        for (int due = Interlocked.Exchange(ref _invalidationsDue, 0); due > 0; due--)
        {
            invalidate();
            EndAccess();
        }
    }
}
