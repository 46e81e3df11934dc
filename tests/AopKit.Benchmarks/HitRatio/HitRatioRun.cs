using AopKit.Benchmarks.HitRatio.Caches;
using AopKit.Benchmarks.HitRatio.Traces;

namespace AopKit.Benchmarks.HitRatio;

/// <summary>Replays traces through all caches, one after the other, each from empty.</summary>
/// <param name="engine">How the engine's cache is made, but for its size.</param>
/// <param name="vetoPercent">How many of a hundred pages that the engine wants to take its client refuses.</param>
internal sealed class HitRatioRun(PageCacheOptions engine, int vetoPercent)
{
    public IEnumerable<HitRatioRow> Run(Trace trace) =>
        trace.SizePercents.Select(sizePercent => Run(trace, sizePercent));

    public HitRatioRow Run(Trace trace, double sizePercent)
    {
        int capacity = trace.CapacityAt(sizePercent);
        return new HitRatioRow(
            trace.Name, sizePercent, capacity,
            Opt: Replay(trace, new OptimumReplay(capacity, trace.PageCount)),
            Aopkit: Replay(trace, new EngineReplay(capacity, trace.PageCount, engine, vetoPercent)),
            Lru: Replay(trace, new LruReplay(capacity, trace.PageCount)),
            ConcurrentLru: Replay(trace, PeerReplay.ConcurrentLru(capacity)),
            ConcurrentLfu: Replay(trace, PeerReplay.ConcurrentLfu(capacity)),
            S3Fifo: Replay(trace, new S3FifoReplay(capacity, trace.PageCount)));
    }

    private static double Replay(Trace trace, IReplayed cache)
    {
        using (cache)
        {
            return (double)cache.Replay(trace.Pages) / trace.Pages.Length;
        }
    }
}
