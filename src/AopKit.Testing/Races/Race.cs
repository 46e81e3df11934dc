namespace AopKit.Testing.Races;

/// <summary>A race: what its threads share, what they do, and how it must end.</summary>
internal sealed class Race<T>
{
    private readonly Func<T> _setup;
    private readonly Action<T> _check;
    private readonly RaceBound _bound;
    private readonly RaceThread<T>[] _threads;

    public Race(Func<T> setup, Action<T> check, RaceBound bound, RaceThread<T>[] threads)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(check);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads.Length, 2, nameof(threads));
        ArgumentOutOfRangeException.ThrowIfNegative(bound.Preemptions, nameof(bound));
        (_setup, _check, _bound, _threads) = (setup, check, bound, threads);
    }

    public RaceReport Explore()
    {
        RaceWorker[] workers = MakeWorkers();
        int mostSteps = 0;
        long scheduleCount = 0;
        try
        {
            // One more preemption at a time: what fails, fails with as few as possible.
            for (int preemptions = 0; ; preemptions++)
            {
                var path = new RacePath(preemptions);
                scheduleCount = 0;
                int mostPreemptions = 0;
                do
                {
                    var run = new RaceRun(workers, path, _bound, trace: null);
                    Exception? failure = Run(run) ?? EndOf(path);
                    scheduleCount++;
                    mostSteps = Math.Max(mostSteps, run.StepCount);
                    mostPreemptions = Math.Max(mostPreemptions, run.PreemptionCount);
                    if (failure is not null)
                    {
                        return new RaceReport(
                            scheduleCount, false, mostSteps, preemptions, Describe(path.Schedule, failure));
                    }

                    if (scheduleCount >= _bound.Schedules)
                    {
                        return new RaceReport(scheduleCount, false, mostSteps, preemptions, null);
                    }
                }
                while (path.TryAdvance());

                // Where no schedule used all that it was allowed, there are no more.
                if (preemptions == _bound.Preemptions || mostPreemptions < preemptions)
                {
                    return new RaceReport(scheduleCount, true, mostSteps, preemptions, null);
                }
            }
        }
        finally
        {
            End(workers);
        }
    }

    public RaceFailure? Replay(RaceSchedule schedule)
    {
        RaceWorker[] workers = MakeWorkers();
        var trace = new RaceTrace();
        try
        {
            Exception? failure = Run(new RaceRun(workers, new RaceReplay(schedule), _bound, trace));
            return failure is null ? null : new RaceFailure(schedule.ToString(), failure, trace.Lines);
        }
        finally
        {
            End(workers);
        }
    }

    private static Exception? EndOf(RacePath path)
    {
        try
        {
            path.End();
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private static void End(RaceWorker[] workers)
    {
        foreach (RaceWorker worker in workers)
        {
            worker.Dispose();
        }
    }

    private RaceFailure Describe(RaceSchedule schedule, Exception failure) =>
        Replay(schedule) ?? new RaceFailure(
            schedule.ToString(), failure, ["(run again, the schedule did not fail: the race is not deterministic)"]);

    private RaceWorker[] MakeWorkers() =>
        [.. _threads.Select((thread, number) => new RaceWorker(number, thread.Name))];

    private Exception? Run(RaceRun run)
    {
        T world = _setup();
        Exception? failure = run.Execute([.. _threads.Select(thread => (Action)(() => thread.Run(world)))]);
        if (failure is not null)
        {
            // Threads may stand anywhere in the engine: what they share is left as it is.
            return failure;
        }

        try
        {
            _check(world);
            (world as IDisposable)?.Dispose();
        }
        catch (Exception exception)
        {
            return exception;
        }

        return null;
    }
}
