using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Workloads;

/// <summary>What each <see cref="WorkloadKind"/> does.</summary>
internal static class WorkloadCatalogue
{
    private const int Interval = 8;

    // So many pages of the budget are pinned that reclaim must meet some again and again, and enough are left to work.
    private const int PinnedFraction = 4;

    // Closing throws out whatever the space holds: often enough to matter, seldom enough that there is something.
    private const int ClosingInterval = 100;

    /// <summary>Runs the workload to its end.</summary>
    public static WorkloadOutcome Run(WorkloadKind kind, WorkloadRun run) => kind switch
    {
        WorkloadKind.Normal or WorkloadKind.SubPage => Mixed(run, static _ => new Undisturbed()),
        WorkloadKind.HotReaders => Mixed(run, static run => new HotPins(run.Volume, run.BudgetPages / PinnedFraction)),
        WorkloadKind.Strip => Mixed(run, static run => new Strips(run.Volume, Interval)),
        WorkloadKind.InodeChurn => Mixed(run, static run => new Closings(run.Volume, ClosingInterval)),
        WorkloadKind.TruncateReadahead => Mixed(run, static run => new Truncations(run.Volume, Interval)),
        WorkloadKind.RaceWindow => ParkedWorkload.Run(run, static (volume, unit) => volume.Hold(unit)),
        WorkloadKind.DirtyRace => ParkedWorkload.Run(run, Rewrite),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such workload."),
    };

    private static WorkloadOutcome Mixed(WorkloadRun run, Func<WorkloadRun, IDisturbance> disturb) =>
        MixedWorkload.Run(run, disturb);

    private static IDisposable Rewrite(Clients.ILabVolume volume, int unit)
    {
        volume.Rewrite(unit);
        return new Undisturbed();
    }
}
