using AopKit.Benchmarks.Peers.Caches;
using AopKit.Benchmarks.Peers.Limits;
using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Reporting;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Suites;

/// <summary>Full caches: each miss takes a page from another. And what callbacks cost there.</summary>
internal static class EvictionSuite
{
    public static void Run(PeersRun run)
    {
        PeerOverheads overheads = PeerOverheads.Measure();
        foreach (PeerOverhead one in overheads.All)
        {
            run.Add(new Row("Managed bytes per page beside the page", one.Name, "bytes", one.BytesPerPage));
        }

        RunInsertions(run, overheads, FillKind.Nothing, "neither side fills");
        RunInsertions(run, overheads, FillKind.Whole, "both sides copy 4 KiB in");
        RunEvictionsAlone(run);
        RunSequences(run, overheads);
    }

    private static void RunInsertions(PeersRun run, PeerOverheads overheads, FillKind fill, string what)
    {
        using (var caches = new FullCaches(run.Scale.FullCachePages, fill, overheads))
        using (var chain = new PageChain(run.Scale.FullCachePages))
        {
            IReadOnlyList<Contestant> inserters =
            [
                .. caches.Inserters(),
                new LockedSteps(LockedSteps.Describe, chain, run.Scale.FullCachePages),
                new FillAlone("the fill alone", chain, fill),
            ];
            Saturate(inserters, run.Scale.FullCachePages * 2);
            Dictionary<string, Sample> samples = run.CompeteLonger(
                $"Insert and evict, new pages one after another, {what}", inserters);
            if (fill == FillKind.Nothing)
            {
                // The caches' own cost: with the fill, which is the same for both, no cache could be far ahead.
                run.Report.SetRatio(
                    ReportKeys.EvictVsConcurrentLru,
                    samples[FullCaches.WithCallbacks].SpeedupOver(samples[Everyone.Lru]));
            }
        }

        PeersRun.CollectGarbage();
    }

    /// <summary>The eviction alone: pages are filled with the clock stopped, and taken by one call.</summary>
    private static void RunEvictionsAlone(PeersRun run)
    {
        long budget = run.Scale.FullCachePages * (long)PageContent.PageSize;
        using var called = new ReclaimedCache(
            FullCaches.WithCallbacks, budget, new CallbackClient(FillKind.Stamp));
        using var uncalled = new ReclaimedCache(
            FullCaches.WithoutCallbacks, budget, new PlainClient(FillKind.Stamp, attaches: true));
        Dictionary<string, Sample> samples = run.Compete(
            "Eviction alone, per page",
            [called, uncalled, new CallbackSteps("the two callbacks alone, without an engine")],
            run.Scale.FullCachePages / 2);
        double without = samples[FullCaches.WithCallbacks].SpeedupOver(samples[FullCaches.WithoutCallbacks]);
        run.Report.SetRatio(ReportKeys.CallbackOverheadPercent, Math.Max(0, (1 - without) * 100));
    }

    private static void RunSequences(PeersRun run, PeerOverheads overheads)
    {
        int capacity = run.Scale.FullCachePages;
        (string Name, int[] Sequence)[] sequences =
        [
            ("loop over 2 times the capacity", Keys.Sequential(capacity * 2)),
            ("zipf 0.99 over 8 times the capacity", Keys.Zipf(capacity * 8, 0.99)),
            ("loop over 1.1 times the capacity", Keys.Sequential(capacity * 11 / 10)),
            ("uniform over 8 times the capacity", Keys.Uniform(capacity * 8)),
        ];
        foreach ((string name, int[] sequence) in sequences.Take(run.Scale.SequenceCount))
        {
            using (var caches = new FullCaches(capacity, FillKind.Whole, overheads))
            {
                IReadOnlyList<Contestant> readers = caches.Readers(sequence);
                Saturate(readers, capacity * 8);
                foreach (ICountsHits reader in readers.Cast<ICountsHits>())
                {
                    reader.StartCounting();
                }

                // No more than one pass over the keys: a second would know what the first one asked for.
                run.CompeteLonger(
                    $"Read or fill 4 KiB, {name}", readers, mostOperations: Keys.Length / 2 / run.Scale.Rounds);
            }

            PeersRun.CollectGarbage();
        }
    }

    private static void Saturate(IReadOnlyList<Contestant> contestants, int operations)
    {
        foreach (Contestant one in contestants)
        {
            one.Run(operations);
        }
    }
}
