using AopKit.Samples.Lab.Options;
using Spectre.Console;

namespace AopKit.Samples.Lab.Report;

/// <summary>The table of one client, in plain words: a line for each row of the matrix.</summary>
internal static class ClientTable
{
    private static readonly (string Heading, Func<RowSummary, string> Cell)[] s_columns =
    [
        ("workload", static row => Workload(row)),
        ("fact is kept", static row => Words.Camel(row.Row.Placement)),
        ("release", static row => row.Row.Protocol.ToString()),
        ("notice", static row => row.Row.Notice.ToString()),
        ("pages tried", static row => row.Over(static run => run.Ledger.Attempts.Attempts).ToString()),
        ("lost, page stayed\nper 1,000 tried", static row => row.Over(Figures.LossPerThousand).ToString()),
        ("of these\npinned/raced/dirty/strip", static row => Causes(row)),
        ("met again\nwithout it", static row => row.Over(static run => run.Ledger.FoundWithoutMetadata).ToString()),
        ("marks\nset", static row => row.Over(static run => run.Ledger.Marks.Set).ToString()),
        ("found by\nthe later pass %", static row => row.Over(Figures.MarksFoundPercent).ToString()),
        ("lost,\npage stayed", static row => row.Over(Figures.MarksLostWhilePageStayed).ToString()),
        ("lost,\npage went", static row => row.Over(Figures.MarksLostWithPage).ToString()),
        ("peak bytes", static row => row.Over(Figures.PeakBytes).ToString()),
    ];

    /// <summary>The headings, lines within one separated by a line feed.</summary>
    public static IEnumerable<string> Headings => s_columns.Select(static column => column.Heading);

    /// <summary>The cells of one row, in the order of <see cref="Headings"/>.</summary>
    public static IEnumerable<string> Cells(RowSummary row) => s_columns.Select(column => column.Cell(row));

    /// <summary>The table for <paramref name="rows"/>, which are one client's.</summary>
    public static Table Of(string title, IReadOnlyList<RowSummary> rows)
    {
        Table table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Simple);
        foreach (string heading in Headings)
        {
            table.AddColumn(new TableColumn(Markup.Escape(heading)).NoWrap());
        }

        WorkloadKind? last = null;
        foreach (RowSummary row in rows)
        {
            if (last is not null && last != row.Row.Workload)
            {
                table.AddEmptyRow();
            }

            last = row.Row.Workload;
            table.AddRow([.. Cells(row).Select(static cell => new Text(cell))]);
        }

        return table;
    }

    private static string Workload(RowSummary row) => row.Row.CallbackMicroseconds == 0
        ? Words.Camel(row.Row.Workload)
        : $"{Words.Camel(row.Row.Workload)}, callback {row.Row.CallbackMicroseconds} µs";

    private static string Causes(RowSummary row)
    {
        string[] medians = [.. ((Func<Running.RunResult, double>[])
            [
                static run => run.Ledger.Attempts.Kept.AlreadyPinned,
                static run => run.Ledger.Attempts.Kept.Raced,
                static run => run.Ledger.Attempts.Kept.DirtiedAfter,
                static run => run.Ledger.Attempts.Kept.NotRemoving,
            ]).Select(cause => Spread.Number(row.Over(cause).Median))];
        return medians.All(static median => median == "0") ? "–" : string.Join('/', medians);
    }
}
