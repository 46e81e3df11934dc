using AopKit.Benchmarks.Peers.Caches;
using AopKit.Benchmarks.Peers.Machine;
using AopKit.Benchmarks.Peers.Reporting;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Suites;

/// <summary>Very many small address spaces, as a file system with as many open files has them.</summary>
internal static class SpaceSuite
{
    private const long BudgetBytes = 256 << 20;

    public static void Run(PeersRun run)
    {
        int count = run.Scale.SpaceCount;
        string group = $"{count} address spaces, each";
        using (var cache = new PageCache(new PageCacheOptions { BudgetBytes = BudgetBytes }))
        {
            var client = new PlainClient(FillKind.Stamp);
            var spaces = new AddressSpace<Note>[count];

            // One beforehand, so that what the first one makes for all is not counted as its own.
            cache.CreateAddressSpace(client).Dispose();
            long before = Footprint(cache);
            run.Add(Time(group, "created", count, () =>
            {
                for (int i = 0; i < count; i++)
                {
                    spaces[i] = cache.CreateAddressSpace(client);
                }
            }));
            double empty = (Footprint(cache) - before) / (double)count;
            run.Add(new Row(group, "empty: managed bytes and bytes of the budget", "bytes", empty));
            run.Report.SetBytes(ReportKeys.PerEmptyAddressSpace, empty);
            RunFirstPages(run, group, cache, spaces, empty);
            run.Add(Time(group, "disposed", count, () => Array.ForEach(spaces, static space => space.Dispose())));
        }

        PeersRun.CollectGarbage();
    }

    /// <summary>One page in each of as many spaces as fit into the budget with it.</summary>
    private static void RunFirstPages(
        PeersRun run, string group, PageCache cache, AddressSpace<Note>[] spaces, double emptyBytes)
    {
        int fitting = (int)Math.Min(spaces.Length, BudgetBytes / PageContent.PageSize / 2);
        long before = Footprint(cache);
        run.Add(Time(group, "first page filled", fitting, () =>
        {
            for (int i = 0; i < fitting; i++)
            {
                spaces[i].Pin(new PageIndex(0)).Dispose();
            }
        }));
        double page = (Footprint(cache) - before) / (double)fitting;
        run.Add(new Row(
            group, "with one page: the same, and the page", "bytes", emptyBytes + page,
            Note: $"of them {PageContent.PageSize} are the page"));
    }

    private static long Footprint(PageCache cache) =>
        GC.GetTotalMemory(forceFullCollection: true) + cache.GetStatistics().UsedBytes;

    private static Row Time(string group, string name, int count, Action work)
    {
        ThreadClock clock = ThreadClock.Start();
        work();
        return new Row(group, name, "ns", clock.ReadNanoseconds() / count);
    }
}
