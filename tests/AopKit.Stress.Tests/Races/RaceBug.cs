using AopKit.Checking;
using AopKit.Testing;

namespace AopKit.Stress.Tests.Races;

/// <summary>A bug of the protocol between threads, switched on in a test build, and the race that shows it.</summary>
/// <param name="Id">The bug.</param>
/// <param name="Race">The race that caught it; null if none did.</param>
/// <param name="ScheduleCount">Schedules of all races until then.</param>
/// <param name="Failure">The schedule and what it showed; null if nothing did.</param>
internal sealed record RaceBug(FaultId Id, RaceScenario? Race, long ScheduleCount, RaceFailure? Failure)
{
    public static IEnumerable<FaultId> All { get; } =
        Enum.GetValues<FaultId>().Where(fault => fault.ToString().StartsWith('P'));

    /// <summary>
    /// Explores race after race, first with few preemptions, until one fails. With fewer threads first: they are soon
    /// done.
    /// </summary>
    public static RaceBug Hunt(FaultId fault, IReadOnlyList<RaceScenario> races, int mostPreemptions)
    {
        long scheduleCount = 0;
        Fault.Current = fault;
        try
        {
            for (int preemptions = 0; preemptions <= mostPreemptions; preemptions++)
            {
                foreach (RaceScenario race in races.OrderBy(race => race.Threads.Length))
                {
                    RaceReport report = race.Explore(new RaceBound { Preemptions = preemptions });
                    scheduleCount += report.ScheduleCount;
                    if (report.Failure is not null)
                    {
                        return new RaceBug(fault, race, scheduleCount, report.Failure);
                    }
                }
            }

            return new RaceBug(fault, null, scheduleCount, null);
        }
        finally
        {
            Fault.Current = FaultId.None;
        }
    }

    /// <summary>The table bug × race × schedules.</summary>
    /// <returns>Whether all are caught.</returns>
    public static bool Print(TextWriter output, int mostPreemptions)
    {
        if (!Fault.AreCompiledIn)
        {
            output.WriteLine("This build has no bugs to switch on: run it in the Debug configuration.");
            return false;
        }

        int caughtCount = 0;
        foreach (FaultId fault in All)
        {
            RaceBug bug = Hunt(fault, RaceScenarios.All, mostPreemptions);
            caughtCount += bug.Race is null ? 0 : 1;
            output.WriteLine($"{fault,-30} {bug.Race?.FullName ?? "NOT CAUGHT",-60} {bug.ScheduleCount,8} schedules");
            if (bug.Failure is { } failure)
            {
                output.WriteLine($"    \"{failure.Schedule}\": {failure.Exception.Message.Split('\n')[0].TrimEnd()}");
            }
        }

        output.WriteLine($"{caughtCount} of {All.Count()} bugs are caught.");
        return caughtCount == All.Count();
    }
}
