using AopKit.Benchmarks.HitRatio.Reporting;
using AopKit.Benchmarks.HitRatio.Traces;

namespace AopKit.Benchmarks.HitRatio;

/// <summary>The verb <c>hitratio</c>: the engine beside other policies and the optimum, on the same traces.</summary>
internal static class HitRatioCommand
{
    private const string Usage =
        "hitratio [PATH] [--quick] [--seed N] [--shards 1..16, a power of two] [--vetoes PERCENT] [--json PATH]";

    private const double QuickScale = 0.2;

    public static int Run(ReadOnlySpan<string> arguments)
    {
        string? path = null;
        string? jsonPath = null;
        double scale = 1;
        long seed = 1;
        int shards = 0;
        int vetoPercent = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--quick":
                    scale = QuickScale;
                    break;
                case "--json" when i + 1 < arguments.Length:
                    jsonPath = arguments[++i];
                    break;
                case "--seed" when i + 1 < arguments.Length && long.TryParse(arguments[i + 1], out seed):
                    i++;
                    break;
                case "--shards" when i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out shards):
                    i++;
                    break;
                case "--vetoes" when i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out vetoPercent):
                    i++;
                    break;
                case string argument when !argument.StartsWith("--", StringComparison.Ordinal) && path is null:
                    path = argument;
                    break;
                default:
                    Console.Error.WriteLine($"'{arguments[i]}' is not understood: {Usage}");
                    return 2;
            }
        }

        try
        {
            Run(path, jsonPath, scale, MakeRun(seed, shards, vetoPercent));
            return 0;
        }
        catch (Exception exception) when (exception is TraceFormatException or IOException
            or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    /// <summary>One seed, so that a run is like the one before it; the engine takes another for each cache.</summary>
    private static HitRatioRun MakeRun(long seed, int shards, int vetoPercent) => new(
        new PageCacheOptions
        {
            PolicySeed = seed,
            PolicyShards = shards,
            BackgroundReclaim = false,
            HasBackgroundThreads = false,
        },
        vetoPercent);

    private static void Run(string? path, string? jsonPath, double scale, HitRatioRun run)
    {
        IEnumerable<Trace> traces = path is null
            ? SyntheticTraces.All(scale)
            : TraceFile.Find(path).Select(TraceFile.Read);
        List<HitRatioRow> rows = [];
        HitRatioTable.WriteHead(Console.Out);
        foreach (HitRatioRow row in traces.SelectMany(run.Run))
        {
            HitRatioTable.Write(Console.Out, row);
            rows.Add(row);
        }

        Trace loop = SyntheticTraces.LoopAtTwice(scale);
        HitRatioTable.WriteSummary(Console.Out, rows, run.Run(loop, loop.SizePercents[0]));
        if (jsonPath is not null)
        {
            using FileStream file = File.Create(jsonPath);
            HitRatioJson.Write(file, rows);
        }
    }
}
