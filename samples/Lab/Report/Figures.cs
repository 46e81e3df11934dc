using AopKit.Samples.Lab.Running;

namespace AopKit.Samples.Lab.Report;

/// <summary>The figures that tables, charts and verdict are made of.</summary>
internal static class Figures
{
    /// <summary>
    /// Metadata lost while its page stayed, per 1,000 attempts to take a page, strips left out of both.
    /// </summary>
    public static double LossPerThousand(RunResult run) =>
        PerThousand(run.Ledger.Metadata.LostWhilePageStayed, run.Ledger.Attempts.Attempts);

    /// <summary>The share of marks that the later pass found, of those whose fate is known: in percent.</summary>
    public static double MarksFoundPercent(RunResult run)
    {
        long decided = run.Ledger.Marks.Set - run.Ledger.Marks.Pending;
        return decided == 0 ? 0 : 100.0 * run.Ledger.Marks.Survived / decided;
    }

    public static double MarksLostWhilePageStayed(RunResult run) => run.Ledger.Marks.LostWhilePageStayed;

    public static double MarksLostWithPage(RunResult run) => run.Ledger.Marks.LostWithPage;

    public static double PeakBytes(RunResult run) => run.Ledger.MetadataPeakBytes;

    public static double RemovalMicroseconds(RunResult run) => run.Ledger.Attempts.Removal.P50 / 1e3;

    public static double StallMaxMicroseconds(RunResult run) => run.Ledger.Attempts.Stall.Max / 1e3;

    /// <summary>How long a lookup waited that met a frozen page, in microseconds.</summary>
    public static Spread MedianWait(RowSummary row) =>
        row.Over(static run => run.Ledger.Attempts.Stall.P50 / 1e3);

    /// <summary>How many lookups waited for a frozen page, and how long.</summary>
    public static string Waits(RowSummary row)
    {
        Spread count = row.Over(static run => run.Ledger.Attempts.Stalls);
        return count.Max == 0
            ? "no lookup waited"
            : $"{count} waited, median {MedianWait(row)} µs, longest {row.Over(StallMaxMicroseconds)} µs";
    }

    public static double PerThousand(double part, double whole) => whole == 0 ? 0 : 1000 * part / whole;
}
