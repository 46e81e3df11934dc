namespace AopKit.Testing;

/// <summary>
/// Which callbacks of a client are to fail, for the unhappy paths that a device or a bug would take. Used by
/// <see cref="FaultInjectingOperations{T}"/>.
/// </summary>
/// <remarks>Safe on any thread: a failure that was planned once happens once.</remarks>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<PlannedFault> _planned = [];

    /// <summary>How many failures are still to come.</summary>
    public int PendingCount
    {
        get
        {
            lock (_lock)
            {
                return _planned.Sum(fault => fault.Times);
            }
        }
    }

    /// <summary>Plans a failure.</summary>
    /// <param name="callback">Name of the callback, for example <c>ReadPage</c>.</param>
    /// <param name="index">
    /// The page; null: the first for which the callback is made. A batch fails if the page lies in it.
    /// </param>
    /// <param name="times">How often, 1 or more.</param>
    /// <param name="exception">What is thrown; null: an <see cref="IOException"/> that says it was planned.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is less than 1.</exception>
    public void Fail(string callback, PageIndex? index = null, int times = 1, Exception? exception = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(callback);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (_lock)
        {
            _planned.Add(new PlannedFault(callback, index, exception) { Times = times });
        }
    }

    /// <summary>Throws if the callback is to fail for one of the pages.</summary>
    internal void ThrowIfPlanned(string callback, PageRange? pages)
    {
        PlannedFault? fault;
        lock (_lock)
        {
            fault = _planned.Find(planned => planned.Callback == callback && planned.IsFor(pages));
            if (fault is not null && --fault.Times == 0)
            {
                _planned.Remove(fault);
            }
        }

        if (fault is not null)
        {
            string where = pages is { } range ? $" for {range}" : "";
            throw fault.Exception ?? new IOException($"{callback} fails as planned{where}.");
        }
    }

    private sealed record PlannedFault(string Callback, PageIndex? Index, Exception? Exception)
    {
        public int Times { get; set; }

        public bool IsFor(PageRange? pages) =>
            Index is not { } index || (pages is { } range && index >= range.First && index < range.End);
    }
}
