using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Report;

/// <summary>Finds the rows that a sentence is about, in both clients.</summary>
internal sealed class RowFinder(IReadOnlyList<RowSummary> rows)
{
    public IReadOnlyList<RowSummary> All => rows;

    /// <summary>The rows of that description, without a slow callback, in the order of the clients.</summary>
    public IReadOnlyList<RowSummary> Of(
        Placement placement,
        WorkloadKind workload,
        ReleaseProtocol protocol = ReleaseProtocol.Prechecked,
        RemoveNotification? notice = null,
        int callback = 0) =>
    [
        .. rows.Where(row => row.Row.Placement == placement && row.Row.Workload == workload
            && row.Row.Protocol == protocol && (notice is null || row.Row.Notice == notice)
            && row.Row.CallbackMicroseconds == callback),
    ];

    /// <summary>
    /// A figure for each client: <c>btrfs 1.2, fsblock 3 (2–4)</c>; "not run" if there is no such row.
    /// </summary>
    public static string Each(IReadOnlyList<RowSummary> rows, Func<RowSummary, string> figure) => rows.Count == 0
        ? "not run"
        : string.Join(", ", rows.Select(row => $"{Words.Camel(row.Client)} {figure(row)}"));

    /// <summary>The same for a figure of the runs.</summary>
    public static string Each(
        IReadOnlyList<RowSummary> rows, Func<Running.RunResult, double> figure, string unit = "") =>
        Each(rows, row => row.Over(figure) + unit);
}
