// source: torvalds/linux c7f87f3984cf https://github.com/torvalds/linux/commit/c7f87f3984cfa1e6d32806a715f35c5947ad9c09
// title: Throttled tasks wait on an event inside a context that is freed while they wait
// story: Tasks that fill the log too fast wait until the current context has been pushed. The event they waited on
// was a part of that context, and a push that is aborted frees it before the waiters have run.
//// bad
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class LogContext : IDisposable
{
    public ManualResetEventSlim Pushed { get; } = new();

    public long Used { get; set; }

    [EndsLifetime]
    public void Dispose() => Pushed.Dispose();
}

public sealed class CommitLog(long limit)
{
    private readonly object _gate = new();
    private LogContext _context = new();

    public void Commit(long bytes)
    {
        LogContext context;
        lock (_gate)
        {
            context = _context;
            context.Used += bytes;
            if (context.Used < limit)
            {
                return;
            }
        }

        context.Pushed.Wait(); // bug
    }

    public void Push()
    {
        LogContext old;
        lock (_gate)
        {
            old = _context;
            _context = new LogContext();
        }

        old.Pushed.Set();
        old.Dispose(); // bug
    }
}
//// clean
using System.Threading;

public sealed class LogContext
{
    public long Used { get; set; }
}

public sealed class CommitLog(long limit)
{
    private readonly object _gate = new();
    private LogContext _context = new();

    public void Commit(long bytes)
    {
        lock (_gate)
        {
            LogContext context = _context;
            context.Used += bytes;
            while (context.Used >= limit && context == _context)
            {
                // The log's own lock, which is there as long as the log is.
                Monitor.Wait(_gate);
            }
        }
    }

    public void Push()
    {
        lock (_gate)
        {
            bool isOver = _context.Used >= limit;
            _context = new LogContext();
            if (isOver)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}
//// near-miss
using System.Threading;

public sealed class LogContext
{
    public ManualResetEventSlim Pushed { get; } = new();

    public long Used { get; set; }
}

public sealed class CommitLog(long limit)
{
    private readonly object _gate = new();
    private LogContext _context = new();

    public void Commit(long bytes)
    {
        LogContext context;
        lock (_gate)
        {
            context = _context;
            context.Used += bytes;
            if (context.Used < limit)
            {
                return;
            }
        }

        context.Pushed.Wait();
    }

    public void Push()
    {
        LogContext old;
        lock (_gate)
        {
            old = _context;
            _context = new LogContext();
        }

        // Not disposed: those who wait have it, and the garbage collector takes it after the last of them.
        old.Pushed.Set();
    }
}
