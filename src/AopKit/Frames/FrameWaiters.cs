namespace AopKit.Frames;

/// <summary>Where threads wait for a frame's word to change: a spin, then a monitor that many frames share.</summary>
/// <remarks>
/// Who waits sets WAITERS while the condition does not hold, under the monitor; who makes a condition true looks at
/// WAITERS in the word that its change replaced, and wakes under the same monitor. So no wake is lost; one too many is
/// harmless.
/// </remarks>
internal sealed class FrameWaiters(FrameTable frames)
{
    private const int MonitorCount = 64;
    private const int SpinCount = 20;

    private readonly object[] _monitors = [.. Enumerable.Range(0, MonitorCount).Select(_ => new object())];

    /// <summary>Waits until the condition holds for the frame's word.</summary>
    /// <typeparam name="TState">What the condition needs.</typeparam>
    /// <param name="frame">The frame.</param>
    /// <param name="state">Handed to the condition.</param>
    /// <param name="condition">Sees the word; must be quick and must not wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public void WaitUntil<TState>(
        int frame, TState state, Func<long, TState, bool> condition, CancellationToken cancellation = default)
    {
        ref long word = ref frames.State(frame);
        SpinWait spin = default;
        for (int turn = 0; turn < SpinCount; turn++)
        {
            if (condition(Volatile.Read(ref word), state))
            {
                return;
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }

        object monitor = Monitor(frame);
        using CancellationTokenRegistration wake = cancellation.UnsafeRegister(static m => Pulse(m!), monitor);
        lock (monitor)
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                long before = FrameState.Change(ref word, 0, FrameState.Waiters);
                if (condition(before, state))
                {
                    return;
                }

                System.Threading.Monitor.Wait(monitor);
            }
        }
    }

    /// <summary>Wakes who waits for the frame, if the word that was replaced says that somebody does.</summary>
    public void Wake(int frame, long before)
    {
        if (FrameState.HasAny(before, FrameState.Waiters))
        {
            // Cleared first: who waits still sets it again before it sleeps.
            FrameState.Change(ref frames.State(frame), FrameState.Waiters, 0);
            Pulse(Monitor(frame));
        }
    }

    private static void Pulse(object monitor)
    {
        lock (monitor)
        {
            System.Threading.Monitor.PulseAll(monitor);
        }
    }

    private object Monitor(int frame) => _monitors[frame % MonitorCount];
}
