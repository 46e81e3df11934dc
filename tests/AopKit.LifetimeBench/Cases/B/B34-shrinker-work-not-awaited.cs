// source: torvalds/linux d5ff2fb2e716 https://github.com/torvalds/linux/commit/d5ff2fb2e7167e9483846e34148e60c0c016a1f6
// title: Shutdown cancels the work that the shrinker has queued, and does not wait for it
// story: Scan leaves the expiry of idle clients to a worker. Shutdown took the shrinker off and cancelled the worker
// without waiting; the worker was in the middle of a client, and the caches that it gave its files back to were
// gone.
//// bad
using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using AopKit;

public sealed class FileCache : IDisposable
{
    private bool _isGone;

    public void GiveBack(long client) => ObjectDisposedException.ThrowIf(_isGone, this);

    public void Dispose() => _isGone = true;
}

public sealed class ClientTable(PageCache cache) : IShrinker, IDisposable
{
    private readonly ConcurrentQueue<long> _idle = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly FileCache _files = new();
    private ShrinkerRegistration? _registration;
    private Task _expiry = Task.CompletedTask;

    public void Start() => _registration = cache.RegisterShrinker(this);

    public void Park(long client) => _idle.Enqueue(client);

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        _expiry = Task.Run(Expire);
        return ShrinkResult.Freed(0);
    }

    public void Dispose()
    {
        _registration?.Dispose();
        _stopping.Cancel(); // bug
        _files.Dispose(); // bug
    }

    private void Expire()
    {
        while (!_stopping.IsCancellationRequested && _idle.TryDequeue(out long client))
        {
            _files.GiveBack(client); // bug
        }
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using AopKit;

public sealed class FileCache : IDisposable
{
    private bool _isGone;

    public void GiveBack(long client) => ObjectDisposedException.ThrowIf(_isGone, this);

    public void Dispose() => _isGone = true;
}

public sealed class ClientTable(PageCache cache) : IShrinker, IDisposable
{
    private readonly ConcurrentQueue<long> _idle = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly FileCache _files = new();
    private ShrinkerRegistration? _registration;
    private Task _expiry = Task.CompletedTask;

    public void Start() => _registration = cache.RegisterShrinker(this);

    public void Park(long client) => _idle.Enqueue(client);

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        _expiry = Task.Run(Expire);
        return ShrinkResult.Freed(0);
    }

    public void Dispose()
    {
        _registration?.Dispose();
        _stopping.Cancel();
        _expiry.Wait();
        _files.Dispose();
    }

    private void Expire()
    {
        while (!_stopping.IsCancellationRequested && _idle.TryDequeue(out long client))
        {
            _files.GiveBack(client);
        }
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit;

public sealed class FileCache : IDisposable
{
    private bool _isGone;

    public void GiveBack(long client) => ObjectDisposedException.ThrowIf(_isGone, this);

    public void Dispose() => _isGone = true;
}

public sealed class ClientTable(PageCache cache) : IShrinker, IDisposable
{
    private readonly ConcurrentQueue<long> _idle = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly FileCache _files = new();
    private ShrinkerRegistration? _registration;

    public void Start() => _registration = cache.RegisterShrinker(this);

    public void Park(long client) => _idle.Enqueue(client);

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        // Here and now: when the registration has ended, so has this.
        long freed = 0;
        while (freed < objectCount && _idle.TryDequeue(out long client))
        {
            _files.GiveBack(client);
            freed++;
        }

        return ShrinkResult.Freed(freed);
    }

    public void Dispose()
    {
        _registration?.Dispose();
        _stopping.Cancel();
        _files.Dispose();
    }

}
