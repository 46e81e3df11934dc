namespace AopKit.Testing.Races;

/// <summary>
/// One schedule: of the threads one runs at a time, and at each step it decides itself who is next. So a schedule
/// without a switch costs no handing over.
/// </summary>
internal sealed class RaceRun(RaceWorker[] workers, IRaceChooser chooser, RaceBound bound, RaceTrace? trace)
{
    private readonly ManualResetEventSlim _ended = new();
    private Exception? _failure;
    private int _nextToStart;
    private volatile int _stepCount;

    public int StepCount => _stepCount;

    public int PreemptionCount { get; private set; }

    /// <summary>Runs the schedule to its end.</summary>
    /// <returns>What went wrong, or null. If something did, threads may be left where they stood.</returns>
    public Exception? Execute(Action[] bodies)
    {
        foreach (RaceWorker worker in workers)
        {
            worker.Prepare(this, bodies[worker.Number]);
        }

        StartNext();
        for (int seen = -1; !_ended.Wait(bound.Watchdog);)
        {
            if (seen == _stepCount)
            {
                return new TimeoutException(
                    $"A thread has not come to its next step in {bound.Watchdog}. It waits for something that the "
                    + "explorer does not know of: a lock that another thread holds over a call of the cache, or an "
                    + "event.");
            }

            seen = _stepCount;
        }

        return _failure;
    }

    /// <summary>The running thread comes to a step. Returns when it is its turn again.</summary>
    /// <returns>Whether what it waits for is there.</returns>
    public bool Step(RaceWorker worker, Func<bool>? awaited, bool mayTimeOut)
    {
        _stepCount++;
        (worker.Awaited, worker.MayTimeOut) = (awaited, mayTimeOut);
        trace?.Add(_stepCount, worker, waits: awaited is not null && !awaited());
        if (_stepCount > bound.Steps)
        {
            Fail(new RaceFailedException($"Livelock: no end after {bound.Steps} steps.", null));
            worker.AwaitTurn();
        }

        if (!worker.HasStarted)
        {
            worker.HasStarted = true;
            StartNext();
            worker.AwaitTurn();
        }
        else
        {
            PassOn(worker, mayReturn: true);
        }

        bool isReady = awaited is null || awaited();
        worker.Awaited = null;
        return isReady;
    }

    /// <summary>The running thread has ended.</summary>
    public void End(RaceWorker worker, Exception? failure)
    {
        trace?.Add($"     {worker.Name,-12} ends{(failure is null ? "" : $": {failure.GetType().Name}")}");
        if (failure is not null)
        {
            Fail(failure);
        }
        else if (workers.All(other => other.HasEnded))
        {
            _ended.Set();
        }
        else if (!worker.HasStarted)
        {
            worker.HasStarted = true;
            StartNext();
        }
        else
        {
            PassOn(worker, mayReturn: false);
        }
    }

    /// <summary>
    /// Before the first decision each thread comes to its first step: what it does until there nobody else can see.
    /// </summary>
    private void StartNext()
    {
        if (_nextToStart < workers.Length)
        {
            workers[_nextToStart++].GiveTurn();
        }
        else
        {
            PassOn(null, mayReturn: false);
        }
    }

    /// <summary>Lets the next thread go on: the same one, or another, for which this one then waits.</summary>
    /// <param name="running">The thread that calls, if it is one of the race.</param>
    /// <param name="mayReturn">
    /// Whether it will have another turn. Asked now: once another runs, the worker may belong to the next schedule.
    /// </param>
    private void PassOn(RaceWorker? running, bool mayReturn)
    {
        bool canGoOn = running is { CanGoOn: true };
        if (canGoOn && PreemptionCount >= chooser.Preemptions)
        {
            return;
        }

        RaceWorker? next;
        try
        {
            next = Choose(running, canGoOn);
        }
        catch (InvalidOperationException exception)
        {
            Fail(exception);
            next = null;
        }

        if (next == running)
        {
            return;
        }

        PreemptionCount += canGoOn ? 1 : 0;
        next?.GiveTurn();
        if (mayReturn)
        {
            running?.AwaitTurn();
        }
    }

    private RaceWorker? Choose(RaceWorker? running, bool canGoOn)
    {
        Span<int> able = stackalloc int[workers.Length];
        int count = 0;
        if (canGoOn)
        {
            able[count++] = running!.Number;
        }

        foreach (RaceWorker worker in workers)
        {
            if (worker != running && worker.CanGoOn)
            {
                able[count++] = worker.Number;
            }
        }

        if (count == 0)
        {
            // A wait with a limit of time ends by it only when nobody could end it otherwise.
            foreach (RaceWorker worker in workers)
            {
                if (!worker.HasEnded && worker.MayTimeOut)
                {
                    able[count++] = worker.Number;
                }
            }
        }

        if (count == 0)
        {
            Fail(new RaceFailedException(
                "Deadlock: " + string.Join(", ", workers.Where(worker => !worker.HasEnded).Select(w => w.Name))
                + " wait, and nobody can go on.", null));
            return null;
        }

        return workers[count == 1 ? able[0] : chooser.Choose(_stepCount, able[..count])];
    }

    private void Fail(Exception failure)
    {
        _failure ??= failure;
        _ended.Set();
    }
}
