using System.Diagnostics;
using AopKit.Testing;

namespace AopKit.Stress.Tests.Races;

/// <summary>The table of races: how many schedules each has within the bound, and what became of them.</summary>
internal static class RaceTable
{
    /// <summary>Explores every scenario whose name contains a text.</summary>
    /// <returns>Whether none failed.</returns>
    public static bool Print(TextWriter output, string? nameContains, int preemptions)
    {
        var bound = new RaceBound { Preemptions = preemptions };
        var clock = Stopwatch.StartNew();
        long total = 0;
        bool isWhole = true;
        output.WriteLine(
            $"All sequentially consistent interleavings with at most {preemptions} preemptions (switches at waits are "
            + "free).");
        output.WriteLine($"{"race",-64} {"threads",7} {"steps",6} {"schedules",10} {"seconds",8}");
        foreach (RaceScenario scenario in Find(nameContains))
        {
            double start = clock.Elapsed.TotalSeconds;
            RaceReport report = scenario.Explore(bound);
            total += report.ScheduleCount;
            isWhole &= report.Failure is null;
            string outcome = report.Failure is not null ? "  FAILED" : report.IsExhausted ? "" : "  gave up";
            output.WriteLine(
                $"{scenario.FullName,-64} {scenario.Threads.Length,7} {report.MostSteps,6} {report.ScheduleCount,10} "
                + $"{clock.Elapsed.TotalSeconds - start,8:F1}{outcome}");
            if (report.Failure is not null)
            {
                output.WriteLine(report.Failure);
            }
        }

        output.WriteLine($"{total} schedules in {clock.Elapsed.TotalSeconds:F1} s.");
        return isWhole;
    }

    /// <summary>Runs one schedule of the scenarios whose name contains a text, and shows its steps.</summary>
    /// <returns>Whether none failed.</returns>
    public static bool Replay(TextWriter output, string? nameContains, string schedule)
    {
        bool isWhole = true;
        foreach (RaceScenario scenario in Find(nameContains))
        {
            RaceFailure? failure = scenario.Replay(schedule);
            isWhole &= failure is null;
            output.WriteLine($"{scenario.FullName}: {failure?.ToString() ?? "this schedule does not fail."}");
        }

        return isWhole;
    }

    private static IEnumerable<RaceScenario> Find(string? nameContains)
    {
        var found = RaceScenarios.All
            .Where(race => race.FullName.Contains(nameContains ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count > 0
            ? found
            : throw new FormatException($"No race is called '{nameContains}'.");
    }
}
