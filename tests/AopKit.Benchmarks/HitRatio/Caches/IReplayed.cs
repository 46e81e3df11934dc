namespace AopKit.Benchmarks.HitRatio.Caches;

/// <summary>A cache that a trace is replayed through, on one thread.</summary>
internal interface IReplayed : IDisposable
{
    /// <summary>Replays requests.</summary>
    /// <param name="pages">The page of each request.</param>
    /// <returns>How many found their page.</returns>
    long Replay(ReadOnlySpan<int> pages);
}
