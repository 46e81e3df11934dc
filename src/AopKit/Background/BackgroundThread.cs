using System.Runtime.CompilerServices;

namespace AopKit.Background;

/// <summary>
/// A thread of its own for one job, started when it is first woken, so that a cache that needs none has none.
/// </summary>
/// <remarks>
/// It holds its job weakly and only while it does a step of it: a cache that its owner forgot is collected, and the
/// finalizer here then ends the thread. Callbacks made on it inherit nobody's <c>ExecutionContext</c> (E4).
/// </remarks>
internal sealed class BackgroundThread
{
    private readonly WeakReference<IBackgroundJob> _job;
    private readonly string _name;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _starting = new();
    private readonly bool _mayStart;
    private Thread? _thread;

    /// <summary>Makes it; no thread runs yet.</summary>
    /// <param name="job">What it does.</param>
    /// <param name="name">For debuggers.</param>
    /// <param name="mayStart">False for a test that does the steps itself.</param>
    public BackgroundThread(IBackgroundJob job, string name, bool mayStart)
    {
        _mayStart = mayStart;
        _job = new WeakReference<IBackgroundJob>(job);
        _name = name;
    }

    ~BackgroundThread() => Signal.Stop();

    /// <summary>What wakes the thread, for timers, which must not hold more than that.</summary>
    public WakeSignal Signal { get; } = new();

    /// <summary>Whether the caller is this thread: it cannot wait for itself.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>
    /// Has the job done soon; costs next to nothing if the thread was woken before and has not come round.
    /// </summary>
    public void Wake()
    {
        Signal.Set();
        if (_mayStart && Volatile.Read(ref _thread) is null)
        {
            Start();
        }
    }

    /// <summary>Ends the thread after the step that it is in. Idempotent.</summary>
    /// <returns>Ends when the thread does; at once if none runs, or if the caller is it.</returns>
    public Task StopAsync()
    {
        lock (_starting)
        {
            Signal.Stop();
            return _thread is null || IsCurrent ? Task.CompletedTask : _ended.Task;
        }
    }

    private static void Run(WeakReference<IBackgroundJob> job, WakeSignal signal, TaskCompletionSource ended)
    {
        while (signal.Wait())
        {
            while (!signal.IsStopped && TryStep(job))
            {
            }
        }

        ended.SetResult();
    }

    /// <summary>A method of its own, so that no strong reference stays on the stack of a thread that sleeps.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryStep(WeakReference<IBackgroundJob> job)
    {
        if (!job.TryGetTarget(out IBackgroundJob? target))
        {
            return false;
        }

        try
        {
            return target.RunStep();
        }
        catch (Exception exception)
        {
            // An exception that leaves a thread ends the process: it is told of, and the next wake tries again.
            target.Report(exception);
            return false;
        }
    }

    private void Start()
    {
        lock (_starting)
        {
            if (_thread is not null || Signal.IsStopped)
            {
                return;
            }

            // Locals, because a lambda over fields would hold this object, and its finalizer would never run.
            (WeakReference<IBackgroundJob> job, WakeSignal signal, TaskCompletionSource ended) = (_job, Signal, _ended);
            var thread = new Thread(() => Run(job, signal, ended)) { IsBackground = true, Name = _name };
            thread.UnsafeStart();
            Volatile.Write(ref _thread, thread);
        }
    }
}
