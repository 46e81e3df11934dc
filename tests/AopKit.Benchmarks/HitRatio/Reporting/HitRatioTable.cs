using System.Globalization;

namespace AopKit.Benchmarks.HitRatio.Reporting;

/// <summary>The rows, and what they say together, for a reader.</summary>
internal static class HitRatioTable
{
    private static readonly (string Name, Func<HitRatioRow, double> Ratio)[] s_caches =
    [
        ("AopKit", row => row.Aopkit), ("LRU", row => row.Lru), ("ConcurrentLru", row => row.ConcurrentLru),
        ("ConcurrentLfu", row => row.ConcurrentLfu), ("S3-FIFO", row => row.S3Fifo),
    ];

    public static void WriteHead(TextWriter output)
    {
        output.WriteLine("Hit ratios in percent; the last column is AopKit's share of the optimum.");
        output.WriteLine();
        output.WriteLine(
            "| trace | size % | pages | optimum | AopKit | LRU | ConcurrentLru | ConcurrentLfu | S3-FIFO "
            + "| of optimum |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    }

    public static void Write(TextWriter output, HitRatioRow row)
    {
        string[] cells =
        [
            row.Trace, row.SizePercent.ToString("0.#", CultureInfo.InvariantCulture),
            row.Capacity.ToString(CultureInfo.InvariantCulture), Percent(row.Opt),
            .. s_caches.Select(cache => Percent(cache.Ratio(row))),
            Text(row.PercentOfOptimum(each => each.Aopkit)),
        ];
        output.WriteLine($"| {string.Join(" | ", cells)} |");
    }

    /// <summary>What the rows say together.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">All rows of the traces.</param>
    /// <param name="loop">The loop at twice the capacity.</param>
    public static void WriteSummary(TextWriter output, IReadOnlyList<HitRatioRow> rows, HitRatioRow loop)
    {
        output.WriteLine();
        foreach (IGrouping<string, HitRatioRow> trace in rows.GroupBy(row => row.Trace))
        {
            output.WriteLine(
                $"{trace.Key}: mean share of the optimum {Text(trace.Average(OfOptimum(each => each.Aopkit)))} %");
        }

        output.WriteLine();
        foreach ((string name, Func<HitRatioRow, double> ratio) in s_caches)
        {
            output.WriteLine($"mean share of the optimum, {name}: {Text(rows.Average(OfOptimum(ratio)))} %");
        }

        output.WriteLine();
        WriteWorst(output, "LRU", rows, row => row.LossToLru);
        WriteWorst(output, "the best of the four", rows, row => row.LossToBest);
        output.WriteLine(
            $"loop at twice the capacity ({loop.Capacity} pages): "
            + $"{Text(loop.PercentOfOptimum(each => each.Aopkit))} % of the optimum");
    }

    private static Func<HitRatioRow, double> OfOptimum(Func<HitRatioRow, double> ratio) =>
        row => row.PercentOfOptimum(ratio);

    private static void WriteWorst(
        TextWriter output, string than, IReadOnlyList<HitRatioRow> rows, Func<HitRatioRow, double> loss)
    {
        WriteWorst(output, $"than {than}, from {HitRatioRow.JudgedCapacity} pages on", rows.Where(row => row.IsJudged));
        WriteWorst(output, $"than {than}, smaller caches (not judged)", rows.Where(row => !row.IsJudged));

        void WriteWorst(TextWriter to, string what, IEnumerable<HitRatioRow> among)
        {
            HitRatioRow? worst = among.MaxBy(loss);
            to.WriteLine(
                worst is null
                    ? $"worse {what}: no such size"
                    : $"worse {what}: at most {Text(Math.Max(0, loss(worst)))} points"
                        + (loss(worst) > 0 ? $" ({worst.Trace}, {worst.Capacity} pages)" : ""));
        }
    }

    private static string Percent(double ratio) => Text(100 * ratio);

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
