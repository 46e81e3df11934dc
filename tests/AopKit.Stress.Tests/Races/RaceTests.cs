using AopKit.Testing;
using Xunit.Abstractions;

namespace AopKit.Stress.Tests.Races;

/// <summary>
/// The critical races, over all interleavings with two preemptions, some with three; <c>races --preemptions N</c> goes
/// further.
/// </summary>
public sealed class RaceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. RaceScenarios.All.Select(race => race.FullName)];

    [Theory, MemberData(nameof(Names))]
    public void Race_EveryInterleavingWithinTheBound_KeepsTheContract(string name)
    {
        RaceScenario race = RaceScenarios.All.Single(race => race.FullName == name);
        RaceReport report = race.Explore();
        report.ThrowUnlessProven();
        output.WriteLine(
            $"{report.ScheduleCount} schedules with up to {report.Preemptions} preemptions, of at most "
            + $"{report.MostSteps} steps");
    }
}
