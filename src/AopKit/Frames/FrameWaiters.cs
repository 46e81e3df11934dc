using AopKit.Checking;

namespace AopKit.Frames;

/// <summary>Where threads wait for a frame's word to change: a spin, then a monitor that many frames share.</summary>
/// <remarks>
/// Who waits sets WAITERS while the condition does not hold, under the monitor; who makes a condition true looks at
/// WAITERS in the word that its change replaced, and wakes under the same monitor. So no wake is lost; one too many is
/// harmless.
/// </remarks>
internal sealed class FrameWaiters(FrameTable frames)
{
    private const int GateCount = 64;
    private const int SpinCount = 20;

    private readonly Gate[] _gates = [.. Enumerable.Range(0, GateCount).Select(_ => new Gate())];

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

        // To spin is to look more often: an explorer, which lets others go on at every look, learns nothing by it.
        for (int turn = Schedule.IsExplored ? SpinCount : 0; turn < SpinCount; turn++)
        {
            if (condition(FrameState.Read(ref word), state))
            {
                return;
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }

        Gate gate = GateOf(frame);
        CancellationTokenRegistration wake = cancellation.UnsafeRegister(
            static waited => Pulse((Gate)waited!), gate);
        try
        {
            Sleep(gate, ref word, state, condition, cancellation);
        }
        finally
        {
            // Not disposed, which would wait for a pulse under way: one that comes too late is harmless.
            wake.Unregister();
        }
    }

    /// <summary>Wakes who waits for the frame, if the word that was replaced says that somebody does.</summary>
    public void Wake(int frame, long before)
    {
        if (FrameState.HasAny(before, FrameState.Waiters))
        {
            // Cleared first: who waits still sets it again before it sleeps.
            FrameState.Change(ref frames.State(frame), FrameState.Waiters, 0);
            Pulse(GateOf(frame));
        }
    }

    private static void Sleep<TState>(
        Gate gate, ref long word, TState state, Func<long, TState, bool> condition, CancellationToken cancellation)
    {
        using (gate.Enter())
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                bool isLate = Fault.Is(FaultId.P13_WaiterNotedTooLate);
                long before = isLate
                    ? FrameState.Read(ref word)
                    : FrameState.Change(ref word, 0, FrameState.Waiters);
                if (condition(before, state))
                {
                    return;
                }

                if (isLate)
                {
                    FrameState.Change(ref word, 0, FrameState.Waiters);
                }

                gate.Wait();
            }
        }
    }

    private static void Pulse(Gate gate)
    {
        using (gate.Enter())
        {
            gate.PulseAll();
        }
    }

    private Gate GateOf(int frame) => _gates[frame % GateCount];
}
