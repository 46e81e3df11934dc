// source: torvalds/linux f3494345ce99 https://github.com/torvalds/linux/commit/f3494345ce9999624b36109252a4bf5f00e51a46
// title: The error path frees the shared context although reads of it are under way
// story: If one read of a compressed cluster could not be submitted, the error path took off the shares of all that
// would not come any more, and then freed the context whether or not those had been the last.
//// bad
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ReadContext(int shares)
{
    private int _shares = shares;

    public bool HasFailed { get; set; }

    public bool Drop(int count) => Interlocked.Add(ref _shares, -count) == 0;
}

public sealed class ContextPool
{
    private readonly ConcurrentBag<ReadContext> _free = [];

    [return: Acquires]
    public ReadContext Rent(int shares) => new(shares);

    public void Return([EndsLifetime] ReadContext context) => _free.Add(context);
}

public sealed class ClusterReader(ContextPool pool, Func<int, Action, bool> trySubmit)
{
    public bool TryRead(int blocks)
    {
        ReadContext context = pool.Rent(blocks);
        for (int i = 0; i < blocks; i++)
        {
            if (!trySubmit(i, () => End(context)))
            {
                context.HasFailed = true;
                context.Drop(blocks - i);
                pool.Return(context); // bug
                return false;
            }
        }

        return true;
    }

    private void End([Owned] ReadContext context)
    {
        if (context.Drop(1))
        {
            pool.Return(context); // bug
        }
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ReadContext(int shares)
{
    private int _shares = shares;

    public bool HasFailed { get; set; }

    public bool Drop(int count) => Interlocked.Add(ref _shares, -count) == 0;
}

public sealed class ContextPool
{
    private readonly ConcurrentBag<ReadContext> _free = [];

    [return: Acquires]
    public ReadContext Rent(int shares) => new(shares);

    public void Return([EndsLifetime] ReadContext context) => _free.Add(context);
}

public sealed class ClusterReader(ContextPool pool, Func<int, Action, bool> trySubmit)
{
    public bool TryRead(int blocks)
    {
        ReadContext context = pool.Rent(blocks);
        for (int i = 0; i < blocks; i++)
        {
            if (!trySubmit(i, () => End(context)))
            {
                context.HasFailed = true;
                if (context.Drop(blocks - i))
                {
                    pool.Return(context);
                }

                return false;
            }
        }

        return true;
    }

    private void End([Owned] ReadContext context)
    {
        if (context.Drop(1))
        {
            pool.Return(context);
        }
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ReadContext(int shares)
{
    private int _shares = shares;

    public bool HasFailed { get; set; }

    public bool Drop(int count) => Interlocked.Add(ref _shares, -count) == 0;
}

public sealed class ContextPool
{
    private readonly ConcurrentBag<ReadContext> _free = [];

    [return: Acquires]
    public ReadContext Rent(int shares) => new(shares);

    public void Return([EndsLifetime] ReadContext context) => _free.Add(context);
}

public sealed class ClusterReader(ContextPool pool, Func<int, Action, bool> trySubmit)
{
    public bool TryRead(int blocks)
    {
        ReadContext context = pool.Rent(blocks);
        for (int i = 0; i < blocks; i++)
        {
            if (!trySubmit(i, () => End(context)))
            {
                context.HasFailed = true;
                // The first: no other share was given out.
                if (i == 0)
                {
                    pool.Return(context);
                }
                else if (context.Drop(blocks - i))
                {
                    pool.Return(context);
                }

                return false;
            }
        }

        return true;
    }

    private void End([Owned] ReadContext context)
    {
        if (context.Drop(1))
        {
            pool.Return(context);
        }
    }
}
