namespace AopKit.Benchmarks;

/// <summary>Two benchmarks in one program: speed beside peers, and hit ratios beside other policies.</summary>
internal static class Program
{
    private const string Usage =
        """
        dotnet run -c Release --project tests/AopKit.Benchmarks -- <verb>

          peers    [--quick] [--json PATH] [--only PART]
                                     speed beside other caches and the machine's limits, in one run
          hitratio [PATH] [--quick] [--json PATH]
                                     hit ratios of trace files, or of synthetic traces without a path
        """;

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["peers", .. string[] rest]:
                return Peers.PeersCommand.Run(rest);
            case ["hitratio", .. string[] rest]:
                return HitRatio.HitRatioCommand.Run(rest);
            default:
                Console.Error.WriteLine(Usage);
                return arguments.Length == 0 ? 0 : 2;
        }
    }
}
