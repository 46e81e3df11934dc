using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Ledger;
using AopKit.Samples.Lab.Matrix;
using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Running;

namespace AopKit.Samples.Lab.Report;

/// <summary>The charts of one client. A chart that the runs hold nothing for is left out.</summary>
internal static class Charts
{
    private static readonly string[] s_fates =
    [
        "found", "lost, page stayed", "lost, page went", "lost with the address space", "shrunk", "dropped", "pending",
    ];

    public static IEnumerable<string> Of(IReadOnlyList<RowSummary> rows)
    {
        IReadOnlyList<RowSummary> quick = [.. rows.Where(static row => row.Row.CallbackMicroseconds == 0)];
        IReadOnlyList<RowSummary> hot = [.. quick.Where(static row => row.Row.Workload == WorkloadKind.HotReaders)];
        string?[] charts =
        [
            Losses(quick),
            Fates("What became of the marks while readers hold pins (median run, in percent)", hot),
            Fates(
                "What became of the marks when nobody holds a pin for long (median run, in percent)",
                [.. quick.Where(static row => row.Row.Workload == WorkloadKind.Normal)]),
            Stalls(rows),
            Bytes(hot),
        ];
        return charts.OfType<string>();
    }

    private static string? Losses(IEnumerable<RowSummary> rows) => Draw(
        "Metadata lost while its page stayed, per 1,000 pages tried (facts kept in releasePage)",
        ["lost"],
        from row in rows
        where row.Row.Placement == Placement.ReleasePage
            && row.Row.Workload is WorkloadKind.Normal or WorkloadKind.HotReaders
        let loss = row.Over(Figures.LossPerThousand)
        select new Bar($"{Words.Camel(row.Row.Workload)}, {row.Row.Protocol}", [loss.Median], loss.ToString()));

    private static string? Fates(string title, IEnumerable<RowSummary> rows) => Draw(
        title,
        s_fates,
        from row in rows
        let run = Median(row)
        where run.Ledger.Marks.Set > 0
        select new Bar(NameOf(row.Row), Shares(run.Ledger.Marks), $"{Spread.Number(run.Ledger.Marks.Set)} marks"));

    private static string? Stalls(IEnumerable<RowSummary> rows) => Draw(
        "The longest that a lookup waited, in microseconds, against the time that the client spends in its callback",
        ["waited"],
        from row in rows
        where row.Row is { Placement: Placement.ReleasePage, Workload: WorkloadKind.HotReaders }
        let stall = row.Over(Figures.StallMaxMicroseconds)
        select new Bar(
            $"{row.Row.Protocol}, callback {row.Row.CallbackMicroseconds} µs", [stall.Median], stall.ToString()));

    private static string? Bytes(IEnumerable<RowSummary> rows) => Draw(
        "Metadata at its peak, in bytes",
        ["bytes"],
        from row in rows
        where row.Row.Protocol == ReleaseProtocol.Prechecked
        let bytes = row.Over(Figures.PeakBytes)
        select new Bar(NameOf(row.Row), [bytes.Median], bytes.ToString()));

    private static string? Draw(string title, IReadOnlyList<string> legend, IEnumerable<Bar> bars)
    {
        Bar[] drawn = [.. bars];
        return drawn.Length == 0 ? null : BarChart.Draw(title, legend, drawn);
    }

    // The run whose share of found marks is the median: a bar must add up, which medians of its parts do not.
    private static RunResult Median(RowSummary row) =>
        row.Runs.OrderBy(Figures.MarksFoundPercent).ElementAt((row.Runs.Count - 1) / 2);

    private static IReadOnlyList<double> Shares(FateCounts marks) =>
    [
        .. ((long[])
        [
            marks.Survived, marks.LostWhilePageStayed, marks.LostWithPage, marks.LostWithAddressSpace, marks.Shrunk,
            marks.Dropped, marks.Pending,
        ]).Select(count => 100.0 * count / marks.Set),
    ];

    private static string NameOf(Row row) => row.Notice == RemoveNotification.None
        ? $"{Words.Camel(row.Placement)}, {row.Protocol}"
        : $"{Words.Camel(row.Placement)}, {row.Protocol}, {row.Notice}";
}
