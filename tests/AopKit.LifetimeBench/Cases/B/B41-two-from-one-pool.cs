// source: torvalds/linux 68e45330e341 https://github.com/torvalds/linux/commit/68e45330e341dad2d3a0a3f8ef2ec46a2a0a3bbc
// title: The end of a read holds one object of a pool while it needs another one of it
// story: Each read under way holds a context from a pool of fixed size. To check what was read, hash pages had to be
// read, which needed a context as well; with all of them in use by reads at that point, none could end.
//// bad
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ReadContext
{
    public long Request;
}

public sealed class ContextPool(int size)
{
    private readonly SemaphoreSlim _left = new(size);
    private readonly ConcurrentBag<ReadContext> _free = [];

    [Effect(Effects.Blocks)]
    [return: Acquires]
    public ReadContext Rent()
    {
        _left.Wait();
        return _free.TryTake(out ReadContext? context) ? context : new ReadContext();
    }

    public void Return([EndsLifetime] ReadContext context)
    {
        _free.Add(context);
        _left.Release();
    }
}

public sealed class VerifiedReader(ContextPool pool)
{
    public void EndRead([Owned] ReadContext context)
    {
        Verify(context.Request); // bug
        pool.Return(context);
    }

    private void Verify(long request)
    {
        ReadContext hashes = pool.Rent(); // bug
        hashes.Request = request + 1;
        pool.Return(hashes);
    }
}
//// clean
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ReadContext
{
    public long Request;
}

public sealed class ContextPool(int size)
{
    private readonly SemaphoreSlim _left = new(size);
    private readonly ConcurrentBag<ReadContext> _free = [];

    [Effect(Effects.Blocks)]
    [return: Acquires]
    public ReadContext Rent()
    {
        _left.Wait();
        return _free.TryTake(out ReadContext? context) ? context : new ReadContext();
    }

    public void Return([EndsLifetime] ReadContext context)
    {
        _free.Add(context);
        _left.Release();
    }
}

public sealed class VerifiedReader(ContextPool pool)
{
    public void EndRead([Owned] ReadContext context)
    {
        // The check is the last step, so the context is not needed for it.
        long request = context.Request;
        pool.Return(context);
        Verify(request);
    }

    private void Verify(long request)
    {
        ReadContext hashes = pool.Rent();
        hashes.Request = request + 1;
        pool.Return(hashes);
    }
}
//// near-miss
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class ReadContext
{
    public long Request;
}

public sealed class ContextPool(int size)
{
    private readonly SemaphoreSlim _left = new(size);
    private readonly ConcurrentBag<ReadContext> _free = [];

    [Effect(Effects.Blocks)]
    [return: Acquires]
    public ReadContext Rent()
    {
        _left.Wait();
        return _free.TryTake(out ReadContext? context) ? context : new ReadContext();
    }

    public void Return([EndsLifetime] ReadContext context)
    {
        _free.Add(context);
        _left.Release();
    }
}

public sealed class VerifiedReader(ContextPool pool, ContextPool hashPool)
{
    public void EndRead([Owned] ReadContext context)
    {
        Verify(context.Request);
        pool.Return(context);
    }

    private void Verify(long request)
    {
        ReadContext hashes = hashPool.Rent();
        hashes.Request = request + 1;
        hashPool.Return(hashes);
    }
}
