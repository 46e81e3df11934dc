using System.Runtime.CompilerServices;

namespace AopKit.Checking;

/// <summary>
/// A lock that a race explorer knows of: a thread that would wait for it is one that cannot run, not one that hangs.
/// </summary>
/// <remarks>
/// It is the monitor of the object itself. Every lock of the engine that is held over a schedule point is a gate.
/// <code>using (gate.Enter()) { … }</code>
/// </remarks>
internal class Gate
{
    private bool _isHeld;
    private long _pulseCount;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Scope Enter()
    {
        if (Schedule.IsOn)
        {
            AwaitTurn();
        }

        Monitor.Enter(this);
        if (Schedule.IsOn)
        {
            _isHeld = true;
        }

        return new Scope(this);
    }

    /// <summary>Lets the gate go until somebody pulses, and takes it again. Gate held.</summary>
    public void Wait()
    {
        if (Schedule.IsExplored)
        {
            WaitExplored(mayTimeOut: false);
        }
        else
        {
            Monitor.Wait(this);
        }
    }

    /// <summary>As <see cref="Wait()"/>, but not longer than this.</summary>
    public void Wait(TimeSpan timeout)
    {
        if (Schedule.IsExplored)
        {
            WaitExplored(mayTimeOut: true);
        }
        else
        {
            Monitor.Wait(this, timeout);
        }
    }

    /// <summary>Wakes all who wait. Gate held.</summary>
    public void PulseAll()
    {
        if (Schedule.IsOn)
        {
            _pulseCount++;
        }

        Monitor.PulseAll(this);
    }

    private void AwaitTurn()
    {
        if (Schedule.IsExplored)
        {
            Schedule.BlockUntil(() => !_isHeld);
        }
    }

    private void WaitExplored(bool mayTimeOut)
    {
        long seen = _pulseCount;
        Exit();
        if (!Schedule.BlockUntil(() => _pulseCount != seen && !_isHeld, mayTimeOut))
        {
            Schedule.BlockUntil(() => !_isHeld);
        }

        Monitor.Enter(this);
        _isHeld = true;
    }

    private void Exit()
    {
        if (Schedule.IsOn)
        {
            _isHeld = false;
        }

        Monitor.Exit(this);
    }

    /// <summary>The time that the gate is held.</summary>
    public readonly ref struct Scope(Gate gate)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => gate.Exit();
    }
}
