namespace AopKit.Samples.Lab.Workloads;

/// <summary>
/// Two threads on one file system, each with so many operations. The main thread reads files and drives the
/// <see cref="Defragmenter"/>; the other one reads files.
/// </summary>
internal static class MixedWorkload
{
    private const int ReadsPerStep = 2;

    // A unit is a page. What is wanted soon is likely to be there still, what is wanted late is not.
    private const int SoonFraction = 32;
    private const int LateFraction = 4;

    // The reader's choices do not depend on the main thread's, and a seed gives the same ones again.
    private const int ReaderSeedOffset = 7919;

    /// <summary>Runs it to its end.</summary>
    public static WorkloadOutcome Run(WorkloadRun run, Func<WorkloadRun, IDisturbance> disturb)
    {
        Task<long> reader = Task.Factory.StartNew(
            () => Read(run),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        long mismatches;
        try
        {
            mismatches = ReadAndMark(run, disturb);
        }
        finally
        {
            // Also when the main thread failed: nobody may use the volume when it is closed.
            Task.WaitAny(reader);
        }

        return new WorkloadOutcome(2L * run.Operations, mismatches + reader.GetAwaiter().GetResult());
    }

    private static long ReadAndMark(WorkloadRun run, Func<WorkloadRun, IDisturbance> disturb)
    {
        var random = new Random(run.Seed);
        var defragmenter = new Defragmenter(
            run.Volume,
            soon: Math.Max(1, run.BudgetPages / SoonFraction),
            late: Math.Max(2, run.BudgetPages / LateFraction),
            first: random.Next(run.Volume.UnitCount));
        using IDisturbance disturbance = disturb(run);
        long mismatches = 0;
        for (int operation = 0; operation < run.Operations; operation++)
        {
            disturbance.Before(operation, defragmenter, random);
            if (operation % (ReadsPerStep + 1) == 0)
            {
                defragmenter.Step();
            }
            else if (!run.Volume.ReadFile(random.Next(run.Volume.FileCount)))
            {
                mismatches++;
            }
        }

        return mismatches;
    }

    private static long Read(WorkloadRun run)
    {
        var random = new Random(run.Seed + ReaderSeedOffset);
        long mismatches = 0;
        for (int operation = 0; operation < run.Operations; operation++)
        {
            mismatches += run.Volume.ReadFile(random.Next(run.Volume.FileCount)) ? 0 : 1;
        }

        return mismatches;
    }
}
