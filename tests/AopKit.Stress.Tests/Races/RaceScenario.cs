using AopKit.Testing;

namespace AopKit.Stress.Tests.Races;

/// <summary>A race of the engine: its threads, what is there before they start, and under what it is run.</summary>
internal sealed record RaceScenario(
    string Name, RaceSetting Setting, Action<RaceWorld> Prepare, params RaceThread<RaceWorld>[] Threads)
{
    /// <summary>How far <c>dotnet test</c> goes: of three threads there are too many schedules for more.</summary>
    public int Preemptions { get; init; } = Threads.Length == 2 ? 2 : 1;

    /// <summary>The name and the setting, by which the command line finds it.</summary>
    public string FullName => $"{Name} ({Setting})";

    public RaceReport Explore(RaceBound bound) =>
        RaceExplorer.Explore(SetUp, static world => world.Check(), bound, Threads);

    /// <summary>Explores as a test does.</summary>
    public RaceReport Explore() => Explore(new RaceBound { Preemptions = Preemptions });

    public RaceFailure? Replay(string schedule) =>
        RaceExplorer.Replay(schedule, SetUp, static world => world.Check(), Threads);

    private RaceWorld SetUp()
    {
        var world = new RaceWorld(Setting);
        Prepare(world);
        return world;
    }
}
