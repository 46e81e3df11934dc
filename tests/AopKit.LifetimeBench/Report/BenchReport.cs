using System.Globalization;
using AopKit.LifetimeBench.Running;

namespace AopKit.LifetimeBench.Report;

/// <summary>Prints what was found and, beside it, what was not.</summary>
internal static class BenchReport
{
    public static IReadOnlyList<SetFigures> Sets(IReadOnlyList<PairResult> results) =>
    [
        .. results.GroupBy(result => result.Pair.Set).OrderBy(set => set.Key)
            .Select(set => SetFigures.Of(set.Key, [.. set])),
    ];

    public static void Print(TextWriter output, IReadOnlyList<PairResult> results)
    {
        PrintTable(output, "Set", Sets(results));
        List(output, "Missed", results.Where(result => result.Catch == Catch.Missed)
            .Select(result => $"{result.Pair}" + Elsewhere(result)));
        List(output, "False reports", results.SelectMany(
            result => result.FalseReports.Order(StringComparer.Ordinal).Select(report => $"{result.Pair}: {report}")));
        List(output, "Cases that do not compile", results.SelectMany(
            result => result.Errors.Select(error => $"{result.Pair}: {error}")));
    }

    public static void PrintTable(TextWriter output, string first, IEnumerable<SetFigures> rows)
    {
        output.WriteLine($"| {first} | Bugs | Found | | Does not compile | Clean halves | False reports |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (SetFigures row in rows)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.Bad} | {row.Caught} | {100.0 * row.Caught / row.Bad:0.0} % "
                + $"| {row.NotCompiling} | {row.Clean} | {row.FalseReports} |"));
        }
    }

    private static string Elsewhere(PairResult result) =>
        result.BadReports.Count == 0 ? "" : $" (reported elsewhere: {string.Join("; ", result.BadReports)})";

    private static void List(TextWriter output, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        output.WriteLine();
        output.WriteLine($"{title}: {all.Length}");
        foreach (string line in all)
        {
            output.WriteLine("  " + line);
        }
    }
}
