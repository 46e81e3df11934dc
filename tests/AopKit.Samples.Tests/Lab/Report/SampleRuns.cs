using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Ledger;
using AopKit.Samples.Lab.Matrix;
using AopKit.Samples.Lab.Measures;
using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Running;

namespace AopKit.Samples.Tests.Lab.Report;

/// <summary>Runs with figures that are made up, to see how they are written.</summary>
internal static class SampleRuns
{
    public static RunResult Make(
        ReleaseProtocol protocol = ReleaseProtocol.Classic,
        WorkloadKind workload = WorkloadKind.HotReaders,
        int seed = 1,
        long lost = 5,
        int callback = 0) => new()
        {
            Client = ClientKind.Btrfs,
            Image = "made-up",
            Row = new Row(Placement.ReleasePage, protocol, RemoveNotification.None, workload, callback),
            Seed = seed,
            Operations = 1000,
            BudgetPages = 64,
            Ledger = Ledger(lost),
            Teardown = new TeardownFigures(0, 0, 0, 0, []),
            BytesReread = 4096,
            ContentMismatches = 0,
            Elapsed = TimeSpan.FromMilliseconds(12),
        };

    private static LedgerFigures Ledger(long lost) => new()
    {
        Metadata = new FateCounts { Set = 100, LostWhilePageStayed = lost, LostWithPage = 80 - lost, Pending = 20 },
        Marks = new FateCounts { Set = 10, Survived = 4, LostWhilePageStayed = 3, LostWithPage = 2, Pending = 1 },
        Attempts = new AttemptFigures
        {
            Attempts = 500,
            ReleaseCallbacks = 90,
            Aborted = 0,
            Kept = new KeptCounts(lost, 0, 0, 0),
            Removal = new Percentiles(1500, 3000, 9000),
            Callback = new Percentiles(100, 200, 300),
            Stall = new Percentiles(0, 0, 0),
            Stalls = 0,
        },
        PagesReclaimed = 75,
        PagesNeverReclaimable = 0,
        Refills = 30,
        FoundWithoutMetadata = 2,
        MetadataRebuilt = 25,
        MetadataPeakBytes = 6400,
        MappingHitsAfterReturn = 0,
    };
}
