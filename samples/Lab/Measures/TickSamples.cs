using System.Diagnostics;

namespace AopKit.Samples.Lab.Measures;

/// <summary>Durations in Stopwatch ticks, of which a run reports percentiles. Not thread-safe.</summary>
internal sealed class TickSamples
{
    private readonly List<long> _ticks = [];

    public int Count => _ticks.Count;

    public void Add(long ticks) => _ticks.Add(ticks);

    /// <summary>The nearest-rank percentiles in whole nanoseconds; zeros if nothing was measured.</summary>
    public Percentiles Summarise()
    {
        if (_ticks.Count == 0)
        {
            return new Percentiles(0, 0, 0);
        }

        _ticks.Sort();
        return new Percentiles(At(0.50), At(0.99), ToNanoseconds(_ticks[^1]));
    }

    private static long ToNanoseconds(long ticks) => (long)(ticks * (1e9 / Stopwatch.Frequency));

    private long At(double rank) => ToNanoseconds(_ticks[(int)Math.Ceiling(rank * _ticks.Count) - 1]);
}
