using AopKit.Samples.Lab.Matrix;
using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Running;

namespace AopKit.Samples.Lab.Report;

/// <summary>The runs of one row, one for each seed.</summary>
internal sealed class RowSummary(ClientKind client, Row row, IReadOnlyList<RunResult> runs)
{
    public ClientKind Client { get; } = client;

    public Row Row { get; } = row;

    public IReadOnlyList<RunResult> Runs { get; } = runs;

    /// <summary>Rows by workload, and within one in the order in which they were first run.</summary>
    public static IReadOnlyList<RowSummary> Of(IEnumerable<RunResult> runs) =>
        [.. runs.GroupBy(static run => (run.Client, run.Row))
            .Select(static group => new RowSummary(group.Key.Client, group.Key.Row, [.. group]))
            .OrderBy(static row => (row.Row.Workload, row.Row.CallbackMicroseconds))];

    /// <summary>A figure over the seeds.</summary>
    public Spread Over(Func<RunResult, double> figure) => Spread.Of(Runs.Select(figure));
}
