using System.Runtime.ExceptionServices;

namespace AopKit.Testing;

/// <summary>
/// A thread that stops at a point that a test names, so that a race has one outcome instead of two.
/// </summary>
/// <remarks>
/// <para>1. Put <see cref="Park"/> where the thread is to stop: in a callback, in a fill. Other threads pass it. 2.
/// <see cref="Start"/>
/// the work. 3. <see cref="WaitUntilParked"/>, then do what is to happen meanwhile. 4. <see cref="Resume"/> and
/// <see cref="Join"/>.</para>
/// <para>Disposing resumes and joins, so that a failed assertion leaves nobody waiting. Nothing here depends on time:
/// the watchdog only turns a hang into an error.</para>
/// </remarks>
public sealed class ParkedThread : IDisposable
{
    private readonly ManualResetEventSlim _parked = new();
    private readonly ManualResetEventSlim _resumed = new();
    private Thread? _thread;
    private ExceptionDispatchInfo? _failure;
    private volatile bool _hasEnded;

    /// <summary>How long a wait may last before it counts as a hang. Default: 30 seconds.</summary>
    public static TimeSpan Watchdog { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the work has ended, well or not.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Starts the work on a thread of its own, without the caller's <see cref="ExecutionContext"/>.</summary>
    /// <param name="work">The work.</param>
    /// <returns>This object.</returns>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public ParkedThread Start(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (_thread is not null)
        {
            throw new InvalidOperationException("A parked thread is started once.");
        }

        _thread = new Thread(() => Run(work)) { IsBackground = true, Name = nameof(ParkedThread) };
        _thread.UnsafeStart();
        return this;
    }

    /// <summary>
    /// Stops here until <see cref="Resume"/>, the first time that this thread comes by; does nothing on any other
    /// thread.
    /// </summary>
    /// <exception cref="TimeoutException">Nobody resumed it.</exception>
    public void Park()
    {
        if (Thread.CurrentThread != _thread || _parked.IsSet)
        {
            return;
        }

        _parked.Set();
        Await(_resumed.Wait, "be resumed");
    }

    /// <summary>Returns when the thread stands at its point.</summary>
    /// <exception cref="InvalidOperationException">The work ended without coming by.</exception>
    /// <exception cref="TimeoutException">It does not come.</exception>
    public void WaitUntilParked()
    {
        Await(limit => Poll(() => _parked.IsSet || _hasEnded, limit), "come to its point");
        if (!_parked.IsSet)
        {
            _failure?.Throw();
            throw new InvalidOperationException("The work ended without coming to the point where it was to park.");
        }
    }

    /// <summary>Returns when the thread waits for something (a lock, an event), or has ended.</summary>
    /// <exception cref="TimeoutException">It goes on running.</exception>
    public void WaitUntilBlockedOrEnded() =>
        Await(
            limit => Poll(() => _hasEnded || (_thread!.ThreadState & ThreadState.WaitSleepJoin) != 0, limit),
            "block or end");

    /// <summary>Lets the thread go on.</summary>
    public void Resume() => _resumed.Set();

    /// <summary>Waits for the end of the work, and throws what it threw.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public void Join()
    {
        Await(limit => _thread!.Join(limit), "end");
        _failure?.Throw();
    }

    /// <summary>Resumes the thread and waits for its end; what it threw stays with it.</summary>
    public void Dispose()
    {
        Resume();
        if (_thread is null || _thread.Join(Watchdog))
        {
            _parked.Dispose();
            _resumed.Dispose();
        }
    }

    private static bool Poll(Func<bool> condition, TimeSpan limit)
    {
        // SpinUntil yields between looks; the time is the watchdog's only.
        return SpinWait.SpinUntil(condition, limit);
    }

    private static void Await(Func<TimeSpan, bool> wait, string what)
    {
        if (!wait(Watchdog))
        {
            throw new TimeoutException($"A thread did not {what} within {Watchdog.TotalSeconds} s.");
        }
    }

    private void Run(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            _hasEnded = true;
        }
    }
}
