// source: torvalds/linux fa9967734227 https://github.com/torvalds/linux/commit/fa9967734227b44acb1b6918033f9122dc7825b9
// title: Periodic work is cancelled, and starts itself again at its end
// story: The work that renews sessions arms itself for the next round when it is done. Stopping cancelled the round
// that was due and waited for the one that ran; that one armed the next, which found everything freed.
//// bad
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class SessionTable : IDisposable
{
    private Dictionary<long, DateTime>? _sessions = [];

    public void Renew(DateTime now)
    {
        foreach (long session in _sessions!.Keys)
        {
            _sessions[session] = now;
        }
    }

    public void Dispose() => _sessions = null;
}

public sealed class MetadataClient : IDisposable
{
    [Owned]
    private readonly SessionTable _sessions = new();

    private Task _round = Task.CompletedTask;
    private CancellationTokenSource _due = new();
    private volatile bool _isStopping;

    public void Arm()
    {
        _due = new CancellationTokenSource();
        _round = RunAsync(_due.Token);
    }

    public void Dispose()
    {
        _isStopping = true;
        _due.Cancel();
        ((IAsyncResult)_round).AsyncWaitHandle.WaitOne();
        _sessions.Dispose(); // bug
    }

    private async Task RunAsync(CancellationToken due)
    {
        await Task.Delay(TimeSpan.FromSeconds(5), due).ConfigureAwait(false);
        _sessions.Renew(DateTime.UtcNow); // bug
        Arm(); // bug
    }
}
//// clean
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class SessionTable : IDisposable
{
    private Dictionary<long, DateTime>? _sessions = [];

    public void Renew(DateTime now)
    {
        foreach (long session in _sessions!.Keys)
        {
            _sessions[session] = now;
        }
    }

    public void Dispose() => _sessions = null;
}

public sealed class MetadataClient : IDisposable
{
    [Owned]
    private readonly SessionTable _sessions = new();

    private Task _round = Task.CompletedTask;
    private CancellationTokenSource _due = new();
    private volatile bool _isStopping;

    public void Arm()
    {
        _due = new CancellationTokenSource();
        _round = RunAsync(_due.Token);
    }

    public void Dispose()
    {
        _isStopping = true;
        _due.Cancel();
        ((IAsyncResult)_round).AsyncWaitHandle.WaitOne();
        _sessions.Dispose();
    }

    private async Task RunAsync(CancellationToken due)
    {
        await Task.Delay(TimeSpan.FromSeconds(5), due).ConfigureAwait(false);
        if (_isStopping)
        {
            return;
        }

        _sessions.Renew(DateTime.UtcNow);
        await RunAsync(due).ConfigureAwait(false);
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class SessionTable : IDisposable
{
    private Dictionary<long, DateTime>? _sessions = [];

    public void Renew(DateTime now)
    {
        foreach (long session in _sessions!.Keys)
        {
            _sessions[session] = now;
        }
    }

    public void Dispose() => _sessions = null;
}

public sealed class MetadataClient : IDisposable
{
    [Owned]
    private readonly SessionTable _sessions = new();

    private Task _round = Task.CompletedTask;
    private CancellationTokenSource _due = new();
    private volatile bool _isStopping;

    public void Arm()
    {
        _due = new CancellationTokenSource();
        _round = RunAsync(_due.Token);
    }

    public void Dispose()
    {
        _isStopping = true;
        _due.Cancel();
        ((IAsyncResult)_round).AsyncWaitHandle.WaitOne();
        _sessions.Dispose();
    }

    private async Task RunAsync(CancellationToken due)
    {
        await Task.Delay(TimeSpan.FromSeconds(5), due).ConfigureAwait(false);
        // One task for all rounds, which the cancellation ends and the stop waits for.
        while (!_isStopping)
        {
            _sessions.Renew(DateTime.UtcNow);
            await Task.Delay(TimeSpan.FromSeconds(5), due).ConfigureAwait(false);
        }
    }
}
