using System.Diagnostics;
using AopKit.Samples.Lab.Clients;
using AopKit.Samples.Lab.Matrix;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Running;

/// <summary>All runs that were asked for, one after the other: two runs at a time would measure each other.</summary>
internal sealed class LabSession(LabOptions options, IReadOnlyList<ILabClient> clients)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<RunResult> _results = [];

    /// <summary>How many runs were asked for.</summary>
    public int PlannedCount => Planned().Count();

    /// <summary>Whether <c>--seconds</c> ended the session before its last run.</summary>
    public bool WasCut { get; private set; }

    public TimeSpan Elapsed => _clock.Elapsed;

    public IReadOnlyList<RunResult> Results => _results;

    /// <summary>Runs everything; <paramref name="progress"/> hears of each run that is done.</summary>
    public void Run(Action<RunResult> progress)
    {
        foreach ((ILabClient client, Row row, int seed) in Planned())
        {
            if (options.Seconds is double seconds && _clock.Elapsed.TotalSeconds >= seconds)
            {
                WasCut = true;
                return;
            }

            RunResult result = Runner.Run(client, row, seed, options.BudgetPages ?? client.DefaultBudgetPages);
            _results.Add(result);
            progress(result);
        }
    }

    // Seeds outermost: a session that is cut short has seen every row before it sees one again.
    private IEnumerable<(ILabClient Client, Row Row, int Seed)> Planned() =>
        from seed in Plan.Seeds(options)
        from client in clients
        from row in Plan.Rows(options, client.Kind)
        select (client, row, seed);
}
