using AopKit.LifetimeBench.Peers;
using AopKit.LifetimeBench.Reading;
using AopKit.LifetimeBench.Report;
using AopKit.LifetimeBench.Running;

namespace AopKit.LifetimeBench;

/// <summary>How many lifetime bugs the analyzers find, and what they say of code that has none.</summary>
internal static class Program
{
    private const string Usage =
        """
        dotnet run -c Release --project tests/AopKit.LifetimeBench -- [--json PATH] [--only TEXT] [--peers]

          --json PATH   also writes the figures to a file
          --peers       also shows the cases to other analyzer packages, which NuGet must be able to restore
          --only TEXT   runs the cases whose set and id begin with the text, as A/AOP1001 or C/C07, and shows each
        """;

    private static int Main(string[] arguments)
    {
        string? json = null;
        string? only = null;
        bool peers = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments.AsSpan(i))
            {
                case ["--json", { } path, ..]:
                    json = path;
                    i++;
                    break;
                case ["--only", { } text, ..]:
                    only = text;
                    i++;
                    break;
                case ["--peers", ..]:
                    peers = true;
                    break;
                default:
                    Console.Error.WriteLine($"Not understood: {arguments[i]}\n\n{Usage}");
                    return 2;
            }
        }

        try
        {
            return Run(json, only, peers);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static int Run(string? json, string? only, bool withPeers)
    {
        CasePair[] pairs =
            [.. CaseLibrary.All.Where(pair => $"{pair}".StartsWith(only ?? "", StringComparison.Ordinal))];
        if (pairs.Length == 0)
        {
            Console.Error.WriteLine($"No case begins with '{only}'.");
            return 2;
        }

        IReadOnlyList<PairResult> results = PairJudge.JudgeAll(pairs);
        foreach (PairResult result in only is null ? [] : results)
        {
            Console.WriteLine($"{result.Pair}: {result.Catch} {string.Join("; ", result.BadReports)}");
        }

        BenchReport.Print(Console.Out, results);
        IReadOnlyList<SetFigures> peers = withPeers ? PeerRun.Count(pairs) : [];
        if (withPeers)
        {
            Console.WriteLine();
            BenchReport.PrintTable(Console.Out, "Tool", [SetFigures.Of("AopKit", results), .. peers]);
        }

        if (json is not null)
        {
            using FileStream stream = File.Create(json);
            BenchJson.Write(stream, BenchReport.Sets(results), peers);
        }

        return results.Any(result => result.Errors.Count > 0) ? 1 : 0;
    }
}
