using AopKit.Testing;

namespace AopKit.Tests.Testing;

public sealed class RaceExplorerTests
{
    [Fact]
    public void Explore_LostUpdate_IsFoundWithOnePreemption()
    {
        RaceReport report = Explore(2, new("a", Increment), new("b", Increment));
        Assert.Equal(1, report.Preemptions);
        Assert.IsType<InvalidOperationException>(report.Failure!.Exception);
        Assert.Throws<RaceFailedException>(report.ThrowUnlessProven);
    }

    [Fact]
    public void Explore_LostUpdateWithoutPreemption_IsNotFound()
    {
        RaceReport report = Explore(0, new("a", Increment), new("b", Increment));
        Assert.Null(report.Failure);
        Assert.True(report.IsExhausted);

        // The two threads in one order and in the other.
        Assert.Equal(2, report.ScheduleCount);
    }

    [Fact]
    public void Explore_Unbounded_RunsEveryInterleavingOnce()
    {
        var runs = new List<string>();
        RaceReport report = RaceExplorer.Explore(
            () => new List<char>(),
            ends => runs.Add(new string([.. ends])),
            new RaceBound { Preemptions = int.MaxValue },
            new RaceThread<List<char>>("a", steps => TakeSteps(steps, 'a')),
            new RaceThread<List<char>>("b", steps => TakeSteps(steps, 'b')));
        report.ThrowUnlessProven();

        // Three steps of the one among three of the other: 6 over 3.
        Assert.Equal(20, report.ScheduleCount);
        Assert.Equal(20, runs.TakeLast(20).Distinct().Count());
    }

    [Fact]
    public void Replay_OfAFailure_FailsAgainAndShowsItsSteps()
    {
        RaceThread<Counter>[] threads = [new("first", Increment), new("second", Increment)];
        RaceFailure found = Explore(2, threads).Failure!;
        RaceFailure again = RaceExplorer.Replay(found.Schedule, () => new Counter(), Check, threads)!;
        Assert.Equal(found.Exception.Message, again.Exception.Message);
        Assert.Equal(found.Steps, again.Steps);
        Assert.Contains(again.Steps, step => step.Contains("first") && step.Contains(nameof(Increment)));
        Assert.Null(RaceExplorer.Replay("", () => new Counter(), Check, threads));
        Assert.Throws<FormatException>(() => RaceExplorer.Replay("seven", () => new Counter(), Check, threads));
    }

    [Fact]
    public void Explore_TwoPinsThatWaitForEachOther_IsADeadlock()
    {
        RaceReport report = RaceExplorer.Explore(
            () => new TwoSpaces(), world => world.Dispose(), new RaceBound(),
            new RaceThread<TwoSpaces>("a", world => world.DropUnderAPin(0)),
            new RaceThread<TwoSpaces>("b", world => world.DropUnderAPin(1)));
        Assert.Contains("Deadlock: a, b", report.Failure!.Exception.Message);
    }

    [Fact]
    public void Explore_ThreadThatWaitsForAFlag_IsALivelock()
    {
        RaceReport report = Explore(1, new("waits", counter =>
        {
            while (counter.Value == 0)
            {
                RaceExplorer.Point(counter);
            }
        }), new("sets", Increment));
        Assert.Contains("Livelock", report.Failure!.Exception.Message);
    }

    [Fact]
    public void Explore_ThreadThatDoesSomethingElseEachTime_IsSaid()
    {
        int runs = 0;
        RaceReport report = RaceExplorer.Explore(
            () => new Counter(), _ => { }, new RaceBound(),
            new RaceThread<Counter>("a", counter =>
            {
                for (int step = runs++ % 2 == 0 ? 3 : 0; step > 0; step--)
                {
                    RaceExplorer.Point(counter);
                }
            }),
            new RaceThread<Counter>("b", counter => RaceExplorer.Point(counter)));
        Assert.Contains("not deterministic", report.Failure!.Exception.Message);
    }

    private static RaceReport Explore(int preemptions, params ReadOnlySpan<RaceThread<Counter>> threads) =>
        RaceExplorer.Explore(
            () => new Counter(), Check, new RaceBound { Preemptions = preemptions, Steps = 100 }, threads);

    private static void Increment(Counter counter)
    {
        RaceExplorer.Point(counter);
        int seen = counter.Value;
        RaceExplorer.Point(counter);
        counter.Value = seen + 1;
    }

    private static void Check(Counter counter)
    {
        if (counter.Value != 2)
        {
            throw new InvalidOperationException($"An increment was lost: {counter.Value}.");
        }
    }

    private static void TakeSteps(List<char> steps, char name)
    {
        for (int step = 0; step < 3; step++)
        {
            RaceExplorer.Point(steps);
            steps.Add(name);
        }
    }

    private sealed class Counter
    {
        public int Value { get; set; }
    }

    /// <summary>Two spaces whose drops wait for pins: each thread holds one here and drops in the other.</summary>
    private sealed class TwoSpaces : IDisposable
    {
        private readonly PageCache _cache = new(new PageCacheOptions { BudgetBytes = 1 << 20 });
        private readonly AddressSpace<object>[] _spaces;

        public TwoSpaces() => _spaces = [.. Enumerable.Range(0, 2).Select(_ => _cache.CreateAddressSpace(
            new Pages(), new AddressSpaceOptions { RemoveNotification = RemoveNotification.BeforeUnlock }))];

        public void DropUnderAPin(int number)
        {
            using PagePin<object> pin = _spaces[number].Pin(new(1));
            _spaces[1 - number].Truncate(0);
        }

        public void Dispose() => _cache.Dispose();
    }

    private sealed class Pages : IAddressSpaceOperations<object>, IOnRemove<object>
    {
        public void ReadPage(FillPage<object> page)
        {
            // The page stays zero.
        }

        public void OnRemove(in RemovedPage<object> page, RemoveReason reason)
        {
            // Nothing ends.
        }
    }
}
