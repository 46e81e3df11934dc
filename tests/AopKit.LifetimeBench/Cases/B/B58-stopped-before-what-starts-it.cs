// source: torvalds/linux 0ce160c5bdb6 https://github.com/torvalds/linux/commit/0ce160c5bdb67081a62293028dc85758a8efb22a
// title: The report timer is stopped before the thread whose errors start it again
// story: When a mount fails, the daily report of errors is stopped first and the thread that watches over double
// mounts after it. That thread may end with an error, and an error starts the report; it ran after the mount had
// been freed.
//// bad
using System;
using System.Threading;

public sealed class ErrorReport(Action report)
{
    private Timer? _timer;

    public void Start() => _timer ??= new Timer(_ => report(), null, TimeSpan.FromDays(1), TimeSpan.FromDays(1));

    public void Stop()
    {
        _timer?.Dispose();
        _timer = null;
    }
}

public sealed class MountWatch(ErrorReport errors, Func<bool> readBlock)
{
    public void Stop()
    {
        if (!readBlock())
        {
            errors.Start();
        }
    }
}

public sealed class MountAttempt : IDisposable
{
    private readonly ErrorReport _errors;
    private readonly MountWatch _watch;
    private byte[]? _superBlock = new byte[1024];

    public MountAttempt(Func<bool> readBlock)
    {
        _errors = new ErrorReport(Report);
        _watch = new MountWatch(_errors, readBlock);
    }

    public int Reported { get; private set; }

    public void Dispose()
    {
        _errors.Stop(); // bug
        _watch.Stop(); // bug
        _superBlock = null;
    }

    private void Report() => Reported += _superBlock![0]; // bug
}
//// clean
using System;
using System.Threading;

public sealed class ErrorReport(Action report)
{
    private Timer? _timer;

    public void Start() => _timer ??= new Timer(_ => report(), null, TimeSpan.FromDays(1), TimeSpan.FromDays(1));

    public void Stop()
    {
        _timer?.Dispose();
        _timer = null;
    }
}

public sealed class MountWatch(ErrorReport errors, Func<bool> readBlock)
{
    public void Stop()
    {
        if (!readBlock())
        {
            errors.Start();
        }
    }
}

public sealed class MountAttempt : IDisposable
{
    private readonly ErrorReport _errors;
    private readonly MountWatch _watch;
    private byte[]? _superBlock = new byte[1024];

    public MountAttempt(Func<bool> readBlock)
    {
        _errors = new ErrorReport(Report);
        _watch = new MountWatch(_errors, readBlock);
    }

    public int Reported { get; private set; }

    public void Dispose()
    {
        _watch.Stop();
        _errors.Stop();
        _superBlock = null;
    }

    private void Report() => Reported += _superBlock![0];
}
//// near-miss
using System;
using System.Threading;

public sealed class ErrorReport(Action report)
{
    private Timer? _timer;

    public void Start()
    {
        if (!_isStopped)
        {
            _timer ??= new Timer(_ => report(), null, TimeSpan.FromDays(1), TimeSpan.FromDays(1));
        }
    }

    // For good: nothing starts it afterwards.
    public void Stop()
    {
        _isStopped = true;
        _timer?.Dispose();
        _timer = null;
    }

    private bool _isStopped;
}

public sealed class MountWatch(ErrorReport errors, Func<bool> readBlock)
{
    public void Stop()
    {
        if (!readBlock())
        {
            errors.Start();
        }
    }
}

public sealed class MountAttempt : IDisposable
{
    private readonly ErrorReport _errors;
    private readonly MountWatch _watch;
    private byte[]? _superBlock = new byte[1024];

    public MountAttempt(Func<bool> readBlock)
    {
        _errors = new ErrorReport(Report);
        _watch = new MountWatch(_errors, readBlock);
    }

    public int Reported { get; private set; }

    public void Dispose()
    {
        _errors.Stop();
        _watch.Stop();
        _superBlock = null;
    }

    private void Report() => Reported += _superBlock![0];
}
