using AopKit.Benchmarks.Peers.Caches;
using AopKit.Benchmarks.Peers.Reporting;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Suites;

/// <summary>Bytes: allocated by the thread that looks up, misses and evicts, and kept for each page.</summary>
internal static class BytesSuite
{
    private const string Allocated = "Managed bytes allocated per operation";
    private const string Kept = "Bytes kept for each page beside the page";
    private const int Operations = 16 << 10;

    public static void Run(PeersRun run)
    {
        using (var cache = new PageCache(new PageCacheOptions
        {
            BudgetBytes = run.Scale.FullCachePages * (long)PageContent.PageSize,
        }))
        using (AddressSpace<Note> space = cache.CreateAddressSpace(new CallbackClient(FillKind.Stamp)))
        {
            var pages = new PinnedPages(space);
            Fill(pages, 0, Operations);
            Report(run, ReportKeys.AllocatedPerHit, "hit, pinned", () => Fill(pages, 0, Operations));

            // Every frame once, so that what is made for a frame's first page is not counted as a miss's.
            Fill(pages, 0, run.Scale.FullCachePages * 2);
            space.Discard();
            Report(run, ReportKeys.AllocatedPerMiss, "miss, frames free", () => Fill(pages, 0, Operations));
            int beyond = run.Scale.FullCachePages * 2;
            Fill(pages, Operations, beyond);
            Report(
                run, ReportKeys.AllocatedPerEvict, "miss that evicts, with both callbacks",
                () => Fill(pages, beyond, beyond + Operations));
        }

        RunAsynchronous(run, "asynchronous miss whose fill ends at once", endsAtOnce: true);
        RunAsynchronous(run, "asynchronous miss whose fill ends later", endsAtOnce: false);
        PeersRun.CollectGarbage();
        RunKept(run);
        PeersRun.CollectGarbage();
    }

    private static void RunAsynchronous(PeersRun run, string name, bool endsAtOnce)
    {
        using var cache = new PageCache(new PageCacheOptions
        {
            BudgetBytes = run.Scale.FullCachePages * (long)PageContent.PageSize,
        });
        var client = new TaskClient(endsAtOnce);
        using AddressSpace<Note> space = cache.CreateAddressSpace(client);
        FillAsynchronously(space, client, 0, run.Scale.FullCachePages * 2);
        space.Discard();
        Report(run, key: null, name, () => FillAsynchronously(space, client, 0, Operations));
    }

    private static void RunKept(PeersRun run)
    {
        int count = run.Scale.ResidentPages;
        long residentBefore = Environment.WorkingSet;
        using var cache = new PageCache(new PageCacheOptions
        {
            BudgetBytes = (count + (count / 8)) * (long)PageContent.PageSize,
        });
        using AddressSpace<Note> space = cache.CreateAddressSpace(new PlainClient(FillKind.Whole));
        long usedBefore = cache.GetStatistics().UsedBytes;
        Fill(new PinnedPages(space), 0, count);
        double resident = ((Environment.WorkingSet - residentBefore) / (double)count) - PageContent.PageSize;
        PageCacheStatistics statistics = cache.GetStatistics();
        double used = ((statistics.UsedBytes - usedBefore) / (double)count) - PageContent.PageSize;
        double samples = statistics.PolicySampleBytes / (double)count;
        run.Add(new Row(Kept, "by the budget, index included", "bytes", used));
        run.Add(new Row(
            Kept, "the reclaim policy's samples, beside the budget", "bytes", samples,
            Note: "for a cache of that size; made with it"));
        run.Add(new Row(
            Kept, "by the process's resident memory", "bytes", resident,
            Note: "headers of frames that are not used yet and the runtime's own growth included"));
        run.Report.SetBytes(ReportKeys.MetadataPerPage, used + samples);
    }

    private static void Report(PeersRun run, string? key, string name, Action work)
    {
        long threadBefore = GC.GetAllocatedBytesForCurrentThread();
        long processBefore = GC.GetTotalAllocatedBytes(precise: true);
        work();
        double own = (GC.GetAllocatedBytesForCurrentThread() - threadBefore) / (double)Operations;
        double all = (GC.GetTotalAllocatedBytes(precise: true) - processBefore) / (double)Operations;
        if (key is not null)
        {
            run.Report.SetBytes(key, own);
        }

        run.Add(new Row(
            Allocated, name, "bytes", own,
            Note: string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{all:N2} with all other threads of the process")));
    }

    private static void Fill(PinnedPages pages, long first, long end)
    {
        for (long page = first; page < end; page++)
        {
            pages.ReadOrFill(page);
        }
    }

    private static void FillAsynchronously(AddressSpace<Note> space, TaskClient client, long first, long end)
    {
        for (long page = first; page < end; page++)
        {
            ValueTask<PageLease<Note>> lease = space.PinAsync(new PageIndex(page));
            client.End();
            lease.Result.Dispose();
        }
    }
}
