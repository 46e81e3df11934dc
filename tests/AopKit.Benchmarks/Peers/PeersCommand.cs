using AopKit.Benchmarks.Peers.Machine;
using AopKit.Benchmarks.Peers.Reporting;
using AopKit.Benchmarks.Peers.Suites;

namespace AopKit.Benchmarks.Peers;

/// <summary>The verb <c>peers</c>: the engine beside other caches and the machine's limits, in one process.</summary>
internal static class PeersCommand
{
    public static int Run(ReadOnlySpan<string> arguments)
    {
        Scale scale = Scale.Whole;
        string? jsonPath = null;
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
                default:
                    Console.Error.WriteLine($"'{arguments[i]}' is not understood: peers [--quick] [--json PATH]");
                    return 2;
            }
        }

        Run(scale, jsonPath);
        return 0;
    }

    private static void Run(Scale scale, string? jsonPath)
    {
        MachineFacts machine = MachineFacts.Read();
        ReportTable.Write(Console.Out, machine);
        if (machine.Build != "Release")
        {
            Console.Out.WriteLine("A Debug build says nothing about speed: run it with -c Release.");
        }

        var run = new PeersRun(scale, Console.Out);
        LimitSuite.Run(run);
        LookupSuite.Run(run);
        ReportTable.WriteRatios(Console.Out, run.Report);
        if (jsonPath is not null)
        {
            using FileStream file = File.Create(jsonPath);
            ReportJson.Write(file, run.Report, machine);
        }
    }
}
