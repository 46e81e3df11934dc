using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Report;

/// <summary>
/// What <c>docs/protocols.md</c> expects, held against what was measured. Each expectation names what is the likely
/// reason when it is not met, so that a difference is reported with it and not explained away.
/// </summary>
internal static class Expectations
{
    public static (IReadOnlyList<string> Confirmed, IReadOnlyList<string> Differences) Compare(RowFinder rows)
    {
        var confirmed = new List<string>();
        var differences = new List<string>();
        foreach (Expectation expectation in All(rows).Where(static expectation => expectation.WasRun))
        {
            if (expectation.Holds)
            {
                confirmed.Add($"As expected: {expectation.Claim} Measured: {expectation.Measured}.");
            }
            else
            {
                differences.Add($"Not as expected: {expectation.Claim} Measured: {expectation.Measured}. {expectation.Why}");
            }
        }

        return (confirmed, differences);
    }

    private static IEnumerable<Expectation> All(RowFinder rows)
    {
        IReadOnlyList<RowSummary> classic = Hot(rows, ReleaseProtocol.Classic);
        IReadOnlyList<RowSummary> prechecked = Hot(rows, ReleaseProtocol.Prechecked);
        yield return new Expectation(
            "Prechecked removes most of the loss while readers hold pins.",
            classic.Count > 0 && classic.Count == prechecked.Count,
            classic.Zip(prechecked).All(static pair => Loss(pair.Second) < Loss(pair.First) / 2),
            $"{Each(prechecked)} per 1,000 against {Each(classic)}",
            "What is left are races: a pin came between the look at the count and the freeze.");
        IReadOnlyList<RowSummary> normal = rows.Of(Placement.ReleasePage, WorkloadKind.Normal, ReleaseProtocol.Classic);
        yield return new Expectation(
            "The loss is seen under normal workloads too.",
            normal.Count > 0,
            normal.All(static row => Loss(row) > 0),
            $"{Each(normal)} per 1,000",
            "Here nobody holds a pin longer than an operation, and reclaim passes over pages that were used a moment ago; the "
                + "window is met only if a reader takes the very page between callback and freeze.");
        IReadOnlyList<RowSummary> slow = Hot(rows, ReleaseProtocol.Frozen, 100);
        yield return new Expectation(
            "The wait of lookups under Frozen follows the callback's time.",
            slow.Count > 0,
            slow.All(static row => row.Over(Figures.StallMaxMicroseconds).Median >= 50),
            "longest wait at a callback of 100 µs: " + RowFinder.Each(slow, Figures.StallMaxMicroseconds, " µs"),
            "Few lookups met a frozen page: the policy freezes those that were not used for long.");
        IReadOnlyList<RowSummary> table = rows.Of(Placement.BlockTable, WorkloadKind.HotReaders);
        yield return new Expectation(
            "Only the table by block keeps a mark when the page goes.",
            table.Count > 0,
            table.All(static row => row.Over(Figures.MarksLostWithPage).Max == 0),
            "lost with the page: " + RowFinder.Each(table, Figures.MarksLostWithPage),
            "The client does not keep its promise to hold marks by block.");
    }

    private static IReadOnlyList<RowSummary> Hot(RowFinder rows, ReleaseProtocol protocol, int callback = 0) =>
        rows.Of(Placement.ReleasePage, WorkloadKind.HotReaders, protocol, callback: callback);

    private static double Loss(RowSummary row) => row.Over(Figures.LossPerThousand).Median;

    private static string Each(IReadOnlyList<RowSummary> rows) => RowFinder.Each(rows, Figures.LossPerThousand);

    private sealed record Expectation(string Claim, bool WasRun, bool Holds, string Measured, string Why);
}
