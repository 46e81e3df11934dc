using System.Diagnostics;
using AopKit.Samples.Devices;
using AopKit.Samples.Lab.Clients;
using AopKit.Samples.Lab.Ledger;
using AopKit.Samples.Lab.Matrix;
using AopKit.Samples.Lab.Measures;
using AopKit.Samples.Lab.Workloads;

namespace AopKit.Samples.Lab.Running;

/// <summary>One run from an empty cache to an empty cache.</summary>
internal static class Runner
{
    /// <summary>How many operations each thread of a run does.</summary>
    public const int DefaultOperations = 2400;

    /// <summary>Runs <paramref name="row"/> with <paramref name="seed"/> and returns what the ledger saw.</summary>
    public static RunResult Run(
        ILabClient client, Row row, int seed, int budgetPages, int operations = DefaultOperations)
    {
        var ledger = new RunLedger(
            row.Notice != RemoveNotification.None, TimeSpan.FromMicroseconds(row.CallbackMicroseconds));
        using IDevice scratch = new ScratchDevice(client.Device);
        using var device = new RereadMeter(scratch);
        int pageSize = client.PageSizeFor(row.Workload);
        var clock = Stopwatch.StartNew();
        WorkloadOutcome outcome;
        LedgerFigures figures;
        using (PageCache cache = OpenCache(pageSize, budgetPages))
        {
            cache.Hooks.Observer = ledger;
            using ILabVolume volume = client.Open(device, new VolumeOptions(cache, row, ledger));
            outcome = WorkloadCatalogue.Run(
                row.Workload, new WorkloadRun(cache, volume, budgetPages, seed, operations));
            figures = ledger.Seal();
        }

        return new RunResult
        {
            Client = client.Kind,
            Image = client.ImageName,
            Row = row,
            Seed = seed,
            Operations = outcome.Operations,
            BudgetPages = budgetPages,
            Ledger = figures,
            Teardown = ledger.Close(),
            BytesReread = device.BytesReread,
            ContentMismatches = outcome.ContentMismatches,
            Elapsed = clock.Elapsed,
        };
    }

    private static PageCache OpenCache(int pageSize, int budgetPages) => new(new PageCacheOptions
    {
        PageSize = pageSize,
        BudgetBytes = (long)budgetPages * pageSize,
        Checks = Checks.Off,

        // Also with a large budget nothing happens but what the workload does: a seed has one outcome.
        BackgroundReclaim = false,
        DirtyBackgroundPercent = 100,
        DirtyLimitPercent = 100,
        DirtyExpiration = Timeout.InfiniteTimeSpan,
    });
}
