namespace AopKit.Benchmarks.Peers.Measuring;

/// <summary>What the rounds of one contestant gave: one figure per round, in nanoseconds per operation.</summary>
internal sealed class Sample
{
    private readonly double[] _rounds;

    public Sample(IEnumerable<double> rounds)
    {
        _rounds = [.. rounds];
        ArgumentOutOfRangeException.ThrowIfZero(_rounds.Length, nameof(rounds));
    }

    public IReadOnlyList<double> Rounds => _rounds;

    public double Median => Quantile(0.5);

    /// <summary>The middle half of the rounds, as a share of the median in percent: how far to trust it.</summary>
    public double SpreadPercent => Median == 0 ? 0 : (Quantile(0.75) - Quantile(0.25)) / Median * 100;

    /// <summary>A quantile, between two rounds by linear interpolation.</summary>
    /// <param name="share">From 0 (least) to 1 (greatest).</param>
    public double Quantile(double share)
    {
        double[] sorted = [.. _rounds.Order()];
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (position - below));
    }

    /// <summary>
    /// How many times faster this one was: the median of the rounds' ratios. What disturbs a round disturbs both sides
    /// of its ratio, so this holds still on a machine where the medians do not.
    /// </summary>
    public double SpeedupOver(Sample slower)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(slower._rounds.Length, _rounds.Length, nameof(slower));
        return new Sample(_rounds.Zip(slower._rounds, static (own, other) => other / own)).Median;
    }
}
