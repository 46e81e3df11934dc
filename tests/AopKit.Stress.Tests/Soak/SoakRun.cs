using System.Diagnostics;
using AopKit.Stress.Tests.Storm;
using AopKit.Testing;

namespace AopKit.Stress.Tests.Soak;

/// <summary>
/// Storm after storm for a given time, each with its own ledger and its own integrity check, and between them a look at
/// the memory: what a storm took must be given back.
/// </summary>
internal sealed class SoakRun(int seed, TimeSpan limit, TextWriter output)
{
    private const int OperationsPerThread = 20_000;
    private const double Megabyte = 1 << 20;

    /// <summary>What the last third of the samples may lie above the first third.</summary>
    private const double AllowedGrowthMegabytes = 16;

    private readonly List<double> _managed = [];
    private readonly List<double> _process = [];

    /// <summary>What all storms watch; null: each of the three in turn.</summary>
    public Checks? Checks { get; init; }

    /// <summary>Whether all storms have background work; null: every other one.</summary>
    public bool? HasBackground { get; init; }

    /// <returns>Whether the memory stayed flat. A broken clause throws.</returns>
    public bool Execute()
    {
        // A storm is long, and the machine may have other things to do: what takes this long is a hang.
        ParkedThread.Watchdog = TimeSpan.FromMinutes(3);
        var clock = Stopwatch.StartNew();
        int round = 0;
        for (; clock.Elapsed < limit; round++)
        {
            int number = seed + round;
            var storm = new StormRun(
                number, OperationsPerThread, Checks ?? (Checks)(number % 3), HasBackground ?? number % 2 == 1)
            {
                IsOver = () => clock.Elapsed >= limit,
            };
            string done = storm.Execute();
            Sample();
            output.WriteLine(
                $"{clock.Elapsed:hh\\:mm\\:ss} seed {seed + round}: 0 differences; managed {_managed[^1]:F1} MiB, "
                + $"process {_process[^1]:F1} MiB. {done}");
        }

        bool isFlat = IsFlat("managed heap", _managed) & IsFlat("process", _process);
        output.WriteLine($"{round} storms in {clock.Elapsed:hh\\:mm\\:ss}: every insertion has its one OnRemove.");
        return isFlat;
    }

    private void Sample()
    {
        // Twice: frames go with the finalizer of their cache.
        for (int pass = 0; pass < 2; pass++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        _managed.Add(GC.GetTotalMemory(forceFullCollection: true) / Megabyte);
        using var process = Process.GetCurrentProcess();
        _process.Add(process.PrivateMemorySize64 / Megabyte);
    }

    private bool IsFlat(string what, List<double> samples)
    {
        int third = samples.Count / 3;
        if (third == 0)
        {
            return true;
        }

        double first = samples.Take(third).Order().ElementAt(third / 2);
        double last = samples.TakeLast(third).Order().ElementAt(third / 2);
        bool isFlat = last - first <= AllowedGrowthMegabytes;
        output.WriteLine(
            $"{what}: median {first:F1} MiB in the first third, {last:F1} MiB in the last"
            + (isFlat ? "." : ": IT GROWS."));
        return isFlat;
    }
}
