namespace AopKit.Benchmarks.HitRatio;

/// <summary>One trace at one size: the share of its requests that each cache found, from 0 to 1.</summary>
internal sealed record HitRatioRow(
    string Trace, double SizePercent, int Capacity, double Opt, double Aopkit, double Lru, double ConcurrentLru,
    double ConcurrentLfu, double S3Fifo)
{
    /// <summary>From this capacity on losses are judged; smaller caches are printed.</summary>
    public const int JudgedCapacity = 512;

    public bool IsJudged => Capacity >= JudgedCapacity;

    public double BestPeer => Math.Max(Math.Max(Lru, S3Fifo), Math.Max(ConcurrentLru, ConcurrentLfu));

    /// <summary>The engine's loss against least recently used, in points; negative if it gains.</summary>
    public double LossToLru => 100 * (Lru - Aopkit);

    /// <summary>The engine's loss against the best of the four.</summary>
    public double LossToBest => 100 * (BestPeer - Aopkit);

    /// <summary>A ratio as percent of the optimum; 100 if the optimum finds nothing either.</summary>
    public double PercentOfOptimum(Func<HitRatioRow, double> ratio) => Opt == 0 ? 100 : 100 * ratio(this) / Opt;
}
