using System.Globalization;
using AopKit.Benchmarks.Peers.Caches;
using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Reporting;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Suites;

/// <summary>Hits: pages that every cache holds, read in place, copied out, and one page that everybody wants.</summary>
internal static class LookupSuite
{
    private const string Judged = "zipf 0.99";

    public static void Run(PeersRun run)
    {
        int pages = run.Scale.ResidentPages;
        using (var everyone = new Everyone(pages))
        {
            foreach (string distribution in run.Scale.Distributions)
            {
                int[] keys = Make(distribution, pages);
                Dictionary<string, Sample> reads = run.Compete(
                    $"Hit, 8 B read in place, {distribution} over {pages} pages", everyone.Readers(keys));
                if (distribution == Judged)
                {
                    JudgeReads(run, reads);
                }
            }

            int[] judged = Make(Judged, pages);
            run.Compete($"How near to the limit, {Judged} over {pages} pages", everyone.Ways(judged));
            Dictionary<string, Sample> copies = run.Compete(
                $"Hit, 4 KiB copied out, {Judged} over {pages} pages", everyone.Copiers(judged));
            run.Report.SetRatio(
                ReportKeys.CopyVsRandomAccess, copies[Everyone.Optimistic].SpeedupOver(copies[Everyone.FileRead]));
            RunHotPage(run, everyone);
        }

        PeersRun.CollectGarbage();
    }

    private static void JudgeReads(PeersRun run, Dictionary<string, Sample> reads)
    {
        Sample pinned = reads[Everyone.Pinned];
        Sample optimistic = reads[Everyone.Optimistic];
        run.Report.SetRatio(ReportKeys.PinnedLookupVsConcurrentLru, pinned.SpeedupOver(reads[Everyone.Lru]));
        run.Report.SetRatio(ReportKeys.PinnedLookupVsMemoryCache, pinned.SpeedupOver(reads[Everyone.Extensions]));
        run.Report.SetRatio(ReportKeys.OptimisticVsRandomAccess, optimistic.SpeedupOver(reads[Everyone.FileRead]));
        run.Report.SetRatio(ReportKeys.InPlaceVsMmap, optimistic.SpeedupOver(reads[Everyone.Mapped]));
    }

    private static void RunHotPage(PeersRun run, Everyone everyone)
    {
        int[] keys = Keys.OnePage(page: 17);
        string[] contending = [Everyone.Pinned, Everyone.Optimistic, Everyone.Lru, Everyone.Dictionary];
        run.Compete(
            "One hot page, one thread", [.. everyone.Readers(keys).Where(one => contending.Contains(one.Name))]);
        if (Environment.ProcessorCount < 2)
        {
            return;
        }

        IReadOnlyList<Contestant> left = everyone.Readers(keys);
        IReadOnlyList<Contestant> right = everyone.Readers(keys);
        Dictionary<string, Sample> two = run.Compete(
            "One hot page, two threads",
            [.. left.Zip(right)
                .Where(pair => contending.Contains(pair.First.Name))
                .Select(pair => new ParallelContestant(pair.First.Name, pair.First, pair.Second))]);
        run.Report.SetRatio(
            ReportKeys.HotPageOptimisticVsPinned, two[Everyone.Optimistic].SpeedupOver(two[Everyone.Pinned]));
    }

    private static int[] Make(string distribution, int pages) => distribution switch
    {
        "uniform" => Keys.Uniform(pages),
        "sequential" => Keys.Sequential(pages),
        _ => Keys.Zipf(pages, double.Parse(distribution["zipf ".Length..], CultureInfo.InvariantCulture)),
    };
}
