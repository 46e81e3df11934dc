using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Report;

/// <summary>
/// What <c>docs/protocols.md</c> expects, held against what was measured. Each expectation carries the reason that a
/// figure has which does not meet it, so that a difference is reported with it.
/// </summary>
internal static class Expectations
{
    private const double SlowCallbackMicroseconds = 100;

    /// <summary>Those that were met, and those that were not; one that no run speaks of is neither.</summary>
    public static (IReadOnlyList<string> Confirmed, IReadOnlyList<string> Differences) Compare(RowFinder rows)
    {
        Expectation[] run =
            [.. ((Expectation[])[Precheck(rows), Normal(rows), Wait(rows), NoWait(rows), Table(rows)])
                .Where(static expectation => expectation.WasRun)];
        return (
            [.. run.Where(static expectation => expectation.Holds)
                .Select(static expectation => $"As expected: {expectation.Claim} Measured: {expectation.Measured}.")],
            [.. run.Where(static expectation => !expectation.Holds).Select(static expectation =>
                $"Not as expected: {expectation.Claim} Measured: {expectation.Measured}. {expectation.Why}")]);
    }

    private static Expectation Precheck(RowFinder rows)
    {
        IReadOnlyList<RowSummary> classic = Hot(rows, ReleaseProtocol.Classic);
        IReadOnlyList<RowSummary> prechecked = Hot(rows, ReleaseProtocol.Prechecked);
        return new Expectation(
            "Prechecked removes most of the loss while readers hold pins.",
            classic.Count > 0 && classic.Count == prechecked.Count,
            classic.Zip(prechecked).All(static pair => Loss(pair.Second) < Loss(pair.First) / 2),
            $"{RowFinder.Each(prechecked, Figures.LossPerThousand)} per 1,000 against "
                + RowFinder.Each(classic, Figures.LossPerThousand),
            "What is left are races: a pin came between the look at the count and the freeze.");
    }

    private static Expectation Normal(RowFinder rows)
    {
        IReadOnlyList<RowSummary> normal = rows.Of(Placement.ReleasePage, WorkloadKind.Normal, ReleaseProtocol.Classic);
        return new Expectation(
            "The loss is seen in normal workloads too.",
            normal.Count > 0,
            normal.All(static row => row.Over(Figures.LossPerThousand).Max > 0),
            $"{RowFinder.Each(normal, Figures.LossPerThousand)} per 1,000",
            "Nobody holds a pin longer than an operation here, and reclaim passes over pages that were just used.");
    }

    private static Expectation Wait(RowFinder rows)
    {
        IReadOnlyList<RowSummary> fast = Hot(rows, ReleaseProtocol.Frozen);
        IReadOnlyList<RowSummary> slow = Hot(rows, ReleaseProtocol.Frozen, (int)SlowCallbackMicroseconds);
        bool isMet = slow.All(static row => row.Over(static run => run.Ledger.Attempts.Stalls).Median > 0);
        return new Expectation(
            "The wait of lookups under Frozen follows the time of the callback.",
            slow.Count > 0,
            isMet && slow.All(static row => Figures.MedianWait(row).Median <= 2 * SlowCallbackMicroseconds),
            $"at 0 µs {RowFinder.Each(fast, Figures.Waits)}, at 100 µs {RowFinder.Each(slow, Figures.Waits)}",
            isMet
                ? "The waits are longer than the callback: who had frozen the page lost its processor meanwhile, and "
                    + "on a busy machine that is what a lookup waits for."
                : "Few lookups, or none, met a frozen page: reclaim freezes pages that nobody looked for of late.");
    }

    private static Expectation NoWait(RowFinder rows)
    {
        IReadOnlyList<RowSummary> slow = Hot(rows, ReleaseProtocol.TwoPhase, (int)SlowCallbackMicroseconds);
        return new Expectation(
            "Under TwoPhase nobody waits, however slow the client is to prepare.",
            slow.Count > 0,
            slow.All(static row => row.Over(static run => run.Ledger.Attempts.Stalls).Max == 0),
            "at 100 µs " + RowFinder.Each(slow, Figures.Waits),
            "A page is frozen while it is committed and removed: a lookup that comes just then waits for that.");
    }

    private static Expectation Table(RowFinder rows)
    {
        IReadOnlyList<RowSummary> table = rows.Of(Placement.BlockTable, WorkloadKind.HotReaders);
        IReadOnlyList<RowSummary> space = rows.Of(Placement.AddressSpace, WorkloadKind.HotReaders);
        IReadOnlyList<RowSummary> churned = rows.Of(Placement.AddressSpace, WorkloadKind.InodeChurn);
        return new Expectation(
            "Only a table by block keeps a mark when the page goes.",
            table.Count > 0 && space.Count > 0,
            table.All(static row => row.Over(Figures.MarksLostWithPage).Max == 0)
                && space.All(static row => row.Over(Figures.MarksLostWithPage).Max > 0),
            $"lost with the page from the table by block {RowFinder.Each(table, Figures.MarksLostWithPage)}, from "
                + $"that of the address space {RowFinder.Each(space, Figures.MarksLostWithPage)}",
            "A table of the address space keeps marks too, but only as long as the space: when inodes come and go it "
                + $"lost {RowFinder.Each(churned, static run => run.Ledger.Marks.LostWithAddressSpace)} marks.");
    }

    private static IReadOnlyList<RowSummary> Hot(RowFinder rows, ReleaseProtocol protocol, int callback = 0) =>
        rows.Of(Placement.ReleasePage, WorkloadKind.HotReaders, protocol, callback: callback);

    private static double Loss(RowSummary row) => row.Over(Figures.LossPerThousand).Median;

    private sealed record Expectation(string Claim, bool WasRun, bool Holds, string Measured, string Why);
}
