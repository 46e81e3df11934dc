using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Reporting;

namespace AopKit.Benchmarks.Peers;

/// <summary>One run of the command: its scale, and where its figures go as they are found.</summary>
internal sealed class PeersRun(Scale scale, TextWriter writer)
{
    private string _group = "";

    public Scale Scale { get; } = scale;

    public Report Report { get; } = new();

    /// <summary>Lets contestants take turns, and adds a row for each.</summary>
    public Dictionary<string, Sample> Compete(
        string group, IReadOnlyList<Contestant> contestants, int mostOperations = int.MaxValue) =>
        Compete(group, contestants, new Contest(Scale.Rounds, Scale.Turn, recovers: true), mostOperations);

    /// <summary>
    /// The same with turns that are long enough for garbage collections to fall into each: what allocates has to pay
    /// for it.
    /// </summary>
    public Dictionary<string, Sample> CompeteLonger(
        string group, IReadOnlyList<Contestant> contestants, int mostOperations = int.MaxValue) =>
        Compete(group, contestants, new Contest(Scale.Rounds, Scale.LongTurn, recovers: false), mostOperations);

    private Dictionary<string, Sample> Compete(
        string group, IReadOnlyList<Contestant> contestants, Contest contest, int mostOperations)
    {
        Dictionary<string, Sample> samples = contest.Run(contestants, mostOperations);
        foreach (Contestant one in contestants)
        {
            Add(Row.Of(group, one.Name, samples[one.Name], one.Note));
        }

        return samples;
    }

    public void Add(Row row)
    {
        Report.Add(row);
        ReportTable.Write(writer, row, row.Group != _group);
        _group = row.Group;
    }

    /// <summary>Lets go of what a part of the run used, before the next one begins.</summary>
    public static void CollectGarbage()
    {
        // Twice: the engine's memory goes with a finalizer.
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
