using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AopKit.Checking;

/// <summary>
/// A lock for short holds, which takes one locked instruction to enter and none to leave; and one that a race explorer
/// knows of: a thread that would wait for it is one that cannot run, not one that hangs.
/// </summary>
/// <remarks>
/// <para>Every lock of the engine that is held over a schedule point is a gate. No thread enters it twice.
/// <code>using (gate.Enter()) { … }</code>
/// </para>
/// <para>
/// Who leaves makes the word free by an ordinary store and then looks whether somebody sleeps; a processor may take
/// that look before others see the store. So who is about to sleep says so, and then has every thread of the process
/// pass a full fence: one that looked too early has then made its store visible, so that the last try gets the gate;
/// all others see the sleeper, and wake it. Sleepers sleep on the monitor of the object itself.
/// </para>
/// </remarks>
internal class Gate
{
    private const int SpinCount = 30;

    private int _held;
    private int _parkedCount;
    private int _sleeperCount;
    private int _pulseCount;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Scope Enter()
    {
        if (Schedule.IsOn)
        {
            AwaitTurn();
        }

        if (!TryEnter())
        {
            EnterSlowly();
        }

        return new Scope(this);
    }

    /// <summary>Lets the gate go until somebody pulses, and takes it again. Gate held.</summary>
    public void Wait() => Wait(Timeout.InfiniteTimeSpan);

    /// <summary>As <see cref="Wait()"/>, but not longer than this.</summary>
    public void Wait(TimeSpan timeout)
    {
        if (Schedule.IsExplored)
        {
            WaitExplored(mayTimeOut: timeout != Timeout.InfiniteTimeSpan);
            return;
        }

        int seen = _pulseCount;
        _sleeperCount++;
        try
        {
            SleepUntilPulsed(seen, timeout);
        }
        finally
        {
            Enter();
            _sleeperCount--;
        }
    }

    /// <summary>Wakes all who wait. Gate held.</summary>
    public void PulseAll()
    {
        Volatile.Write(ref _pulseCount, _pulseCount + 1);
        if (_sleeperCount > 0)
        {
            WakeAll();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryEnter() => Interlocked.CompareExchange(ref _held, 1, 0) == 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSlowly()
    {
        SpinWait spin = default;
        for (int turn = 0; turn < SpinCount; turn++)
        {
            spin.SpinOnce(sleep1Threshold: -1);
            if (Volatile.Read(ref _held) == 0 && TryEnter())
            {
                return;
            }
        }

        Interlocked.Increment(ref _parkedCount);
        try
        {
            Interlocked.MemoryBarrierProcessWide();
            lock (this)
            {
                while (!TryEnter())
                {
                    Monitor.Wait(this);
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _parkedCount);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Exit()
    {
        Debug.Assert(_held == 1, "Only who is inside leaves.");
        Volatile.Write(ref _held, 0);
        if (Volatile.Read(ref _parkedCount) > 0)
        {
            WakeAll();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeAll()
    {
        lock (this)
        {
            Monitor.PulseAll(this);
        }
    }

    private void SleepUntilPulsed(int seen, TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        lock (this)
        {
            // Under the monitor: who pulses after this comes to it when this thread sleeps, and not before.
            Exit();
            TimeSpan left = timeout;
            while (Volatile.Read(ref _pulseCount) == seen && Monitor.Wait(this, left))
            {
                // Who only wanted the gate wakes everybody, too.
                left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - Stopwatch.GetElapsedTime(start);
                if (left < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
                {
                    break;
                }
            }
        }
    }

    private void AwaitTurn()
    {
        if (Schedule.IsExplored)
        {
            Schedule.BlockUntil(() => _held == 0);
        }
    }

    private void WaitExplored(bool mayTimeOut)
    {
        int seen = _pulseCount;
        Exit();
        if (!Schedule.BlockUntil(() => _pulseCount != seen && _held == 0, mayTimeOut))
        {
            Schedule.BlockUntil(() => _held == 0);
        }

        if (!TryEnter())
        {
            EnterSlowly();
        }
    }

    /// <summary>The time that the gate is held.</summary>
    public readonly ref struct Scope(Gate gate)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => gate.Exit();
    }
}
