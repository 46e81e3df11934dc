using AopKit.Samples.Lab.Clients;
using AopKit.Samples.Lab.Matrix;
using AopKit.Samples.Lab.Measures;
using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Report;
using Spectre.Console;

namespace AopKit.Samples.Lab.Running;

/// <summary>The main job from options to report.</summary>
internal static class LabRun
{
    // What a table needs when nobody says how wide the output is, as in a file.
    private const int PlainWidth = 220;

    /// <summary>Opens the images, runs, prints tables and verdict, and writes the files that were asked for.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="LabException">An option, a path or an image is wrong.</exception>
    public static int Execute(LabOptions options, TextWriter output)
    {
        using Stream report = OutputFile.Create(options.ReportPath, "--report");
        using Stream? json = options.JsonPath is null ? null : OutputFile.Create(options.JsonPath, "--json");
        using ClientSet clients = ClientSet.Open(options);
        IAnsiConsole console = OpenConsole(output);
        var session = new LabSession(options, clients.Clients);
        ShowProgress(console, session);
        IReadOnlyList<RowSummary> rows = RowSummary.Of(session.Results);
        Verdict verdict = VerdictWriter.Write(rows, NoticeCost.Measure());
        ReportPrinter.Print(console, rows, verdict, session);
        using (var writer = new StreamWriter(report))
        {
            writer.Write(HtmlReport.Of(ReportPrinter.Setting(session), verdict, rows));
        }

        if (json is not null)
        {
            JsonReport.Write(json, session.Results);
        }

        console.WriteLine($"Report: {options.ReportPath}");
        return ReportPrinter.PrintFaults(console, session.Results) ? LabCommand.Failed : LabCommand.Done;
    }

    private static void ShowProgress(IAnsiConsole console, LabSession session)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            session.Run(static _ => { });
            return;
        }

        console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("Running", maxValue: session.PlannedCount);
            session.Run(run =>
            {
                task.Description = Markup.Escape(Describe(run.Client, run.Row));
                task.Increment(1);
            });
        });
    }

    private static string Describe(ClientKind client, Row row) =>
        $"{Words.Camel(client)} {Words.Camel(row.Workload)} {Words.Camel(row.Placement)} {row.Protocol}";

    private static IAnsiConsole OpenConsole(TextWriter output)
    {
        bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
