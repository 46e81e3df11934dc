namespace AopKit.Background;

/// <summary>
/// What a background thread sleeps on, and the only thing that it holds strongly while it sleeps: no cache is kept in
/// memory by its own threads or timers.
/// </summary>
internal sealed class WakeSignal
{
    private readonly object _lock = new();
    private bool _isSet;
    private bool _isStopped;

    public bool IsStopped => Volatile.Read(ref _isStopped);

    /// <summary>Wakes the thread, or makes its next wait end at once.</summary>
    public void Set()
    {
        // The common case when much happens: it was woken already and has not come round yet.
        if (Volatile.Read(ref _isSet))
        {
            return;
        }

        lock (_lock)
        {
            _isSet = true;
            Monitor.Pulse(_lock);
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Waits to be woken.</summary>
    /// <returns>False if the thread is to end.</returns>
    public bool Wait()
    {
        lock (_lock)
        {
            while (!_isSet && !_isStopped)
            {
                Monitor.Wait(_lock);
            }

            // Cleared before the thread looks at what there is to do: who adds work after that look wakes it again.
            _isSet = false;
            return !_isStopped;
        }
    }
}
