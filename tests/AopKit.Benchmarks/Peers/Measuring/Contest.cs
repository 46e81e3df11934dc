namespace AopKit.Benchmarks.Peers.Measuring;

/// <summary>
/// Lets contestants take turns: in each round each works for a moment, and who begins changes from round to round, so
/// that what else the machine does falls on all alike.
/// </summary>
/// <param name="rounds">Rounds that count.</param>
/// <param name="turn">How long one turn lasts, about.</param>
/// <param name="recovers">Whether each turn begins with as many operations that are not timed: they bring back into the
/// processor's caches what the others' turns have driven out, so that a figure is that of a cache in use.</param>
internal sealed class Contest(int rounds, TimeSpan turn, bool recovers)
{
    private const int WarmingBatches = 45;
    private const int WarmingPasses = 3;
    private const int FewestOperations = 64;

    /// <summary>The runtime recompiles what ran often in the background, after a pause of 100 ms.</summary>
    private static readonly TimeSpan s_recompilation = TimeSpan.FromMilliseconds(160);

    public Dictionary<string, Sample> Run(IReadOnlyList<Contestant> contestants, int mostOperations = int.MaxValue)
    {
        Warm(contestants);
        int[] operations = [.. contestants.Select(one => OperationsFor(one, mostOperations))];
        var figures = new double[contestants.Count, rounds];
        for (int round = 0; round < rounds; round++)
        {
            for (int place = 0; place < contestants.Count; place++)
            {
                int who = (place + round) % contestants.Count;
                if (recovers)
                {
                    contestants[who].Run(operations[who] / contestants[who].ThreadCount);
                }

                figures[who, round] = contestants[who].Measure(operations[who]) / operations[who];
            }
        }

        return Enumerable.Range(0, contestants.Count).ToDictionary(
            who => contestants[who].Name,
            who => new Sample(Enumerable.Range(0, rounds).Select(round => figures[who, round])));
    }

    /// <summary>Short calls, often enough that the runtime compiles them for speed with what it saw of them.</summary>
    private static void Warm(IReadOnlyList<Contestant> contestants)
    {
        for (int pass = 0; pass < WarmingPasses; pass++)
        {
            foreach (Contestant one in contestants)
            {
                for (int batch = 0; batch < WarmingBatches / one.ThreadCount; batch++)
                {
                    one.Run(FewestOperations);
                }
            }

            // Not a wait for anybody: the runtime tells nobody when it has compiled.
            new ManualResetEventSlim().Wait(s_recompilation);
        }
    }

    private int OperationsFor(Contestant one, int mostOperations)
    {
        int operations = FewestOperations;
        double elapsed = one.Measure(operations);
        while (elapsed < turn.TotalNanoseconds / 8 && operations < mostOperations / 4)
        {
            operations *= 4;
            elapsed = one.Measure(operations);
        }

        double fitting = operations * turn.TotalNanoseconds / elapsed;
        return (int)Math.Clamp(fitting, FewestOperations, mostOperations);
    }
}
