using System.Globalization;
using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Running;
using Spectre.Console;

namespace AopKit.Samples.Lab.Report;

/// <summary>What the Lab prints.</summary>
internal static class ReportPrinter
{
    /// <summary>Prints a table for each client, and the verdict.</summary>
    public static void Print(IAnsiConsole console, IReadOnlyList<RowSummary> rows, Verdict verdict, LabSession session)
    {
        foreach (IGrouping<ClientKind, RowSummary> client in rows.GroupBy(static row => row.Client))
        {
            IReadOnlyList<RowSummary> own = [.. client];
            RunResult first = own[0].Runs[0];
            string title = $"{Words.Camel(client.Key)} on {first.Image}, {first.BudgetPages} pages of cache, "
                + $"{own[0].Runs.Count} {(own[0].Runs.Count == 1 ? "seed" : "seeds")}: median (least–most)";
            console.Write(ClientTable.Of(title, own));
            console.WriteLine();
        }

        console.WriteLine(Setting(session));
        console.WriteLine();
        for (int sentence = 0; sentence < verdict.Sentences.Count; sentence++)
        {
            console.WriteLine($"{sentence + 1}. {verdict.Sentences[sentence]}");
        }

        console.WriteLine();
        foreach (string line in (string[])[.. verdict.Confirmed, .. verdict.Differences])
        {
            console.WriteLine($"- {line}");
        }
    }

    /// <summary>What was run, in one sentence.</summary>
    public static string Setting(LabSession session) => string.Create(
        CultureInfo.InvariantCulture,
        $"{session.Results.Count} of {session.PlannedCount} runs in {session.Elapsed.TotalSeconds:0.0} s on "
        + $"{Environment.ProcessorCount} processors{(session.WasCut ? ", cut short by --seconds" : "")}.");

    /// <summary>Prints what makes the figures worthless: books that do not balance, or wrong bytes.</summary>
    /// <returns>Whether there was any.</returns>
    public static bool PrintFaults(IAnsiConsole console, IEnumerable<RunResult> runs)
    {
        string[] faults = [.. runs.SelectMany(Faults).Distinct()];
        foreach (string fault in faults)
        {
            console.WriteLine($"FAULT: {fault}");
        }

        return faults.Length > 0;
    }

    private static IEnumerable<string> Faults(RunResult run)
    {
        string where = $"{Words.Camel(run.Client)}, {Words.Camel(run.Row.Workload)}, {Words.Camel(run.Row.Placement)}, "
            + $"{run.Row.Protocol}, {run.Row.Notice}, seed {run.Seed}";
        if (run.Ledger.Marks.Set != run.Ledger.Marks.Fates || run.Ledger.Metadata.Set != run.Ledger.Metadata.Fates)
        {
            yield return $"{where}: facts and fates do not balance.";
        }

        if (run.ContentMismatches > 0)
        {
            yield return $"{where}: {run.ContentMismatches} reads gave wrong bytes.";
        }

        if (run.Teardown.MetadataAlive + run.Teardown.MarksAlive > 0)
        {
            yield return $"{where}: {run.Teardown.MetadataAlive} objects and {run.Teardown.MarksAlive} marks "
                + "outlived the teardown.";
        }

        foreach (string violation in run.Teardown.Violations)
        {
            yield return $"{where}: {violation}";
        }
    }
}
