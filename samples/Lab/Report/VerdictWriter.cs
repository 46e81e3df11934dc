using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Measures;
using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Running;

namespace AopKit.Samples.Lab.Report;

/// <summary>
/// Writes the five sentences that answer the debate. Every figure in them is computed from the runs, median over the
/// seeds with the range behind it; nothing is rounded towards what was expected.
/// </summary>
internal static class VerdictWriter
{
    /// <summary>Writes them for <paramref name="rows"/>.</summary>
    /// <param name="rows">The runs; there may be none.</param>
    /// <param name="notice">What a notice costs, or null if nobody measured it.</param>
    public static Verdict Write(IReadOnlyList<RowSummary> rows, NoticeCost? notice)
    {
        var finder = new RowFinder(rows);
        (IReadOnlyList<string> confirmed, IReadOnlyList<string> differences) = Expectations.Compare(finder);
        return new Verdict(
            [Often(finder), Certain(finder), Cost(finder, notice), Gone(finder), Outside(finder)],
            confirmed,
            differences);
    }

    // How often does release lose metadata of a page that stays, in a normal workload and in the worst?
    private static string Often(RowFinder rows)
    {
        IReadOnlyList<RowSummary> normal =
            rows.Of(Placement.ReleasePage, WorkloadKind.Normal, ReleaseProtocol.Classic);
        RowSummary? worst = rows.All
            .Where(static row => !IsStaged(row.Row.Workload))
            .MaxBy(static row => row.Over(Figures.LossPerThousand).Median);
        string most = worst is null
            ? "not run"
            : $"{worst.Over(Figures.LossPerThousand)} ({Words.Camel(worst.Client)}, {Words.Camel(worst.Row.Workload)}, "
                + $"{Words.Camel(worst.Row.Placement)}, {worst.Row.Protocol}, callback of "
                + $"{worst.Row.CallbackMicroseconds} µs)";
        return "Of 1,000 pages that Classic release tries, the metadata is lost and the page stays for "
            + $"{RowFinder.Each(normal, Figures.LossPerThousand)} in a normal workload, and in the worst row for "
            + $"{most}.";
    }

    // How much of it is certain, and how much a race?
    private static string Certain(RowFinder rows)
    {
        string certain = RowFinder.Each(Hot(rows, ReleaseProtocol.Classic), CertainPercent, " %");
        string left = RowFinder.Each(Hot(rows, ReleaseProtocol.Prechecked), Figures.LossPerThousand);
        IReadOnlyList<RowSummary> parked = rows.Of(Placement.ReleasePage, WorkloadKind.RaceWindow);
        return $"While readers hold pins, {certain} of Classic's losses are certain, because a pin was held before the "
            + "callback ran, and the rest a race; a look at the pin count first (Prechecked) leaves "
            + $"{left} per 1,000, but the race remains: parked between callback and freeze, Prechecked loses "
            + $"{RowFinder.Each(parked, static run => run.Ledger.Attempts.Kept.Total)} of 1 page.";
    }

    // What does closing it cost?
    private static string Cost(RowFinder rows, NoticeCost? notice)
    {
        string waits = string.Join("; ", ((int[])[0, 10, 100]).Select(time =>
            $"{time} µs: {RowFinder.Each(Hot(rows, ReleaseProtocol.Frozen, time), Figures.Waits)}"));
        string aborted = RowFinder.Each(Hot(rows, ReleaseProtocol.TwoPhase), AbortedPercent, " %");
        return $"Closing it costs with Frozen the time of lookups that wait while a callback runs ({waits}), with "
            + $"TwoPhase {aborted} of the prepares, which are taken back, and with a notice {CostOf(notice)}.";
    }

    // How much is lost because the page goes, which no callback can save?
    private static string Gone(RowFinder rows)
    {
        string normal = RowFinder.Each(Told(rows, WorkloadKind.Normal), GonePercent, " %");
        string hot = RowFinder.Each(Told(rows, WorkloadKind.HotReaders), GonePercent, " %");
        return "No callback saves what goes with the page: kept until the removal (onRemove), "
            + $"{normal} of the marks are lost that way in a normal workload and {hot} while readers hold pins.";
    }

    // What does keeping it outside cost in bytes?
    private static string Outside(RowFinder rows)
    {
        IReadOnlyList<RowSummary> table = rows.Of(Placement.BlockTable, WorkloadKind.Normal);
        string attached = RowFinder.Each(Told(rows, WorkloadKind.Normal), Figures.PeakBytes, " bytes");
        return "Keeping it outside the page, in a table by block with a shrinker, finds "
            + $"{RowFinder.Each(table, Figures.MarksFoundPercent, " %")} of the marks again, for a peak of "
            + $"{RowFinder.Each(table, Figures.PeakBytes, " bytes")} against {attached} with the page; the shrinker "
            + $"took {RowFinder.Each(table, static run => run.Ledger.Marks.Shrunk)} marks.";
    }

    // What is staged, or asks for the loss, says nothing about how often it happens.
    private static bool IsStaged(WorkloadKind workload) =>
        workload is WorkloadKind.RaceWindow or WorkloadKind.DirtyRace or WorkloadKind.Strip;

    private static IReadOnlyList<RowSummary> Hot(RowFinder rows, ReleaseProtocol protocol, int callback = 0) =>
        rows.Of(Placement.ReleasePage, WorkloadKind.HotReaders, protocol, callback: callback);

    private static IReadOnlyList<RowSummary> Told(RowFinder rows, WorkloadKind workload) =>
        rows.Of(Placement.OnRemove, workload, notice: RemoveNotification.AfterUnlock);

    private static double CertainPercent(RunResult run) =>
        Figures.PerThousand(run.Ledger.Attempts.Kept.AlreadyPinned, run.Ledger.Attempts.Kept.Total) / 10;

    private static double AbortedPercent(RunResult run) =>
        Figures.PerThousand(run.Ledger.Attempts.Aborted, run.Ledger.Attempts.ReleaseCallbacks) / 10;

    private static double GonePercent(RunResult run) =>
        Figures.PerThousand(run.Ledger.Marks.LostWithPage, run.Ledger.Marks.Set - run.Ledger.Marks.Pending) / 10;

    private static string CostOf(NoticeCost? cost) => cost is null
        ? "not run"
        : $"{Spread.Number(Math.Round(cost.BeforeUnlock))} (BeforeUnlock) or "
            + $"{Spread.Number(Math.Round(cost.AfterUnlock))} (AfterUnlock) nanoseconds on top of the "
            + $"{Spread.Number(Math.Round(cost.Without))} that removing a page takes, with a client that does "
            + "nothing in it";
}
