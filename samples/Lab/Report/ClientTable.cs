using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Running;
using Spectre.Console;

namespace AopKit.Samples.Lab.Report;

/// <summary>The table of one client, in plain words: a line for each row of the matrix, under its workload.</summary>
internal static class ClientTable
{
    private static readonly (string Heading, Func<RowSummary, string> Cell)[] s_columns =
    [
        ("fact is kept", static row => Words.Camel(row.Row.Placement)),
        ("release", static row => row.Row.Protocol.ToString()),
        ("notice", static row => row.Row.Notice.ToString()),
        ("pages\ntried", static row => Median(row, static run => run.Ledger.Attempts.Attempts)),
        ("lost, page stayed\nper 1,000 tried", static row => row.Over(Figures.LossPerThousand).ToString()),
        ("of these pinned/\nraced/dirty/strip", static row => Causes(row)),
        ("met again\nwithout it", static row => Median(row, static run => run.Ledger.FoundWithoutMetadata)),
        ("marks\nset", static row => Median(row, static run => run.Ledger.Marks.Set)),
        ("found by the\nlater pass, %", static row => row.Over(Figures.MarksFoundPercent).ToString()),
        ("lost, page\nstayed", static row => row.Over(Figures.MarksLostWhilePageStayed).ToString()),
        ("lost, page\nwent", static row => row.Over(Figures.MarksLostWithPage).ToString()),
        ("peak\nbytes", static row => Median(row, Figures.PeakBytes)),
    ];

    /// <summary>The headings, lines within one separated by a line feed.</summary>
    public static IEnumerable<string> Headings => s_columns.Select(static column => column.Heading);

    /// <summary>The cells of one row, in the order of <see cref="Headings"/>.</summary>
    public static IEnumerable<string> Cells(RowSummary row) => s_columns.Select(column => column.Cell(row));

    /// <summary>The rows by workload, and what stands above each of them.</summary>
    public static IEnumerable<IGrouping<string, RowSummary>> Groups(IReadOnlyList<RowSummary> rows) =>
        rows.GroupBy(Workload);

    /// <summary>The table for <paramref name="rows"/>, which are one client's.</summary>
    public static Table Of(string title, IReadOnlyList<RowSummary> rows)
    {
        Table table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Simple);
        foreach (string heading in Headings)
        {
            table.AddColumn(new TableColumn(Markup.Escape(heading)));
        }

        foreach (IGrouping<string, RowSummary> group in Groups(rows))
        {
            table.AddEmptyRow();
            table.AddRow(new Text(group.Key));
            foreach (RowSummary row in group)
            {
                table.AddRow([.. Cells(row).Select(static cell => new Text(cell))]);
            }
        }

        return table;
    }

    private static string Workload(RowSummary row) => row.Row.CallbackMicroseconds == 0
        ? Words.Camel(row.Row.Workload)
        : $"{Words.Camel(row.Row.Workload)}, callback {row.Row.CallbackMicroseconds} µs";

    private static string Median(RowSummary row, Func<RunResult, double> figure) =>
        Spread.Number(row.Over(figure).Median);

    private static string Causes(RowSummary row)
    {
        string[] medians = [.. ((Func<RunResult, double>[])
            [
                static run => run.Ledger.Attempts.Kept.AlreadyPinned,
                static run => run.Ledger.Attempts.Kept.Raced,
                static run => run.Ledger.Attempts.Kept.DirtiedAfter,
                static run => run.Ledger.Attempts.Kept.NotRemoving,
            ]).Select(cause => Median(row, cause))];
        return medians.All(static median => median == "0") ? "–" : string.Join('/', medians);
    }
}
