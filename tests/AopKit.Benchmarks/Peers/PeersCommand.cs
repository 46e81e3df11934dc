using AopKit.Benchmarks.Peers.Machine;
using AopKit.Benchmarks.Peers.Reporting;
using AopKit.Benchmarks.Peers.Suites;

namespace AopKit.Benchmarks.Peers;

/// <summary>The verb <c>peers</c>: the engine beside other caches and the machine's limits, in one process.</summary>
internal static class PeersCommand
{
    public const string Usage = "peers [--quick] [--json PATH] [--only PART]";

    /// <summary>
    /// The parts of a run, in their order. Bytes come first, while the process has given no memory back yet that could
    /// be mistaken for less use.
    /// </summary>
    private static readonly (string Name, Action<PeersRun> Run)[] s_parts =
    [
        ("bytes", BytesSuite.Run),
        ("limits", LimitSuite.Run),
        ("lookup", LookupSuite.Run),
        ("evict", EvictionSuite.Run),
        ("range", RangeSuite.Run),
        ("spaces", SpaceSuite.Run),
        ("growth", GrowthSuite.Run),
    ];

    public static int Run(ReadOnlySpan<string> arguments)
    {
        Scale scale = Scale.Whole;
        string? jsonPath = null;
        string? part = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--quick":
                    scale = Scale.Quick;
                    break;
                case "--json" when i + 1 < arguments.Length:
                    jsonPath = arguments[++i];
                    break;
                case "--only" when i + 1 < arguments.Length && Names.Contains(arguments[i + 1]):
                    part = arguments[++i];
                    break;
                default:
                    Console.Error.WriteLine(
                        $"'{arguments[i]}' is not understood: {Usage}; parts: {string.Join(", ", Names)}");
                    return 2;
            }
        }

        Run(scale, jsonPath, part);
        return 0;
    }

    private static IEnumerable<string> Names => s_parts.Select(static part => part.Name);

    private static void Run(Scale scale, string? jsonPath, string? only)
    {
        MachineFacts machine = MachineFacts.Read();
        ReportTable.Write(Console.Out, machine);
        if (machine.Build != "Release")
        {
            Console.Out.WriteLine("A Debug build says nothing about speed: run it with -c Release.");
        }

        var run = new PeersRun(scale, Console.Out);
        foreach ((string name, Action<PeersRun> part) in s_parts)
        {
            if (only is null || only == name)
            {
                part(run);
            }
        }

        ReportTable.WriteRatios(Console.Out, run.Report);
        if (jsonPath is not null)
        {
            using FileStream file = File.Create(jsonPath);
            ReportJson.Write(file, run.Report, machine);
        }
    }
}
