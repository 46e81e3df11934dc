using AopKit.Benchmarks.Peers.Caches;
using AopKit.Benchmarks.Peers.Limits;
using AopKit.Benchmarks.Peers.Machine;
using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Reporting;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Suites;

/// <summary>
/// More and more pages: a lookup beside one dependent miss over as much memory, and the teardown of one address space
/// among all the others' pages.
/// </summary>
internal static class GrowthSuite
{
    private const int OwnPages = 4 << 10;
    private const int TeardownRounds = 5;

    public static void Run(PeersRun run)
    {
        foreach (int size in run.Scale.LookupSizes)
        {
            string group = $"{size} pages resident, uniform";

            // The cache and the chain, and as much again for everybody else.
            if (FreeMemory.Bytes < size * (long)PageContent.PageSize * 3)
            {
                run.Add(new Row(group, "left out: not enough free memory", "", double.NaN));
                continue;
            }

            Run(run, group, size);
            PeersRun.CollectGarbage();
        }
    }

    private static void Run(PeersRun run, string group, int size)
    {
        long budget = (size + (OwnPages * 2)) * (long)PageContent.PageSize * 105 / 100;
        using var cache = new PageCache(new PageCacheOptions { BudgetBytes = budget });
        using AddressSpace<Note> space = cache.CreateAddressSpace(new PlainClient(FillKind.Stamp));
        for (int page = 0; page < size; page++)
        {
            space.Pin(new PageIndex(page)).Dispose();
        }

        using (var chain = new PageChain(size))
        {
            const string Miss = "dependent miss over as much memory";
            int[] keys = Keys.Uniform(size);
            Dictionary<string, Sample> samples = run.Compete(group,
            [
                new ReadEight<PinnedPages>(Everyone.Pinned, new PinnedPages(space), keys),
                new ReadEight<OptimisticPages>(Everyone.Optimistic, new OptimisticPages(space), keys),
                new DependentMiss(Miss, chain),
            ]);
            run.Add(new Row(
                group, "pinned, in dependent misses", "misses",
                samples[Miss].SpeedupOver(samples[Everyone.Pinned])));
        }

        run.Add(Row.Of(group, $"teardown of a space of {OwnPages} pages, per page", TearDown(cache)));
    }

    private static Sample TearDown(PageCache cache) => new(Enumerable.Range(0, TeardownRounds).Select(_ =>
    {
        AddressSpace<Note> own = cache.CreateAddressSpace(new PlainClient(FillKind.Stamp));
        for (int page = 0; page < OwnPages; page++)
        {
            own.Pin(new PageIndex(page)).Dispose();
        }

        ThreadClock clock = ThreadClock.Start();
        own.Dispose();
        return clock.ReadNanoseconds() / OwnPages;
    }));
}
