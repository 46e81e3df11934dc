using AopKit.Checking;

namespace AopKit.Testing.Races;

/// <summary>A thread that runs only when it is its turn; used for one schedule after the other.</summary>
internal sealed class RaceWorker : IThreadSchedule, IDisposable
{
    private readonly SemaphoreSlim _turn = new(0);
    private readonly Thread _thread;
    private RaceRun? _run;
    private Action? _body;

    public RaceWorker(int number, string name)
    {
        Number = number;
        Name = name;
        _thread = new Thread(Work) { IsBackground = true, Name = $"race: {name}" };
        _thread.UnsafeStart();
    }

    public int Number { get; }

    public string Name { get; }

    /// <summary>What the thread waits for, or null if it can go on.</summary>
    public Func<bool>? Awaited { get; set; }

    /// <summary>Whether the wait may end without what it waits for.</summary>
    public bool MayTimeOut { get; set; }

    public bool HasEnded { get; private set; } = true;

    /// <summary>Whether it has come to its first step.</summary>
    public bool HasStarted { get; set; }

    public bool CanGoOn => !HasEnded && (Awaited is null || Awaited());

    public void Prepare(RaceRun run, Action body)
    {
        (_run, _body, Awaited, HasStarted, HasEnded) = (run, body, null, false, false);
    }

    public void GiveTurn() => _turn.Release();

    public void AwaitTurn() => _turn.Wait();

    public void Reach(nint location) => _run!.Step(this, null, mayTimeOut: false);

    public bool BlockUntil(Func<bool> isReady, bool mayTimeOut) => _run!.Step(this, isReady, mayTimeOut);

    /// <summary>
    /// Ends the thread, if it is not in the middle of a schedule that failed; then it stays where it is.
    /// </summary>
    public void Dispose()
    {
        _run = null;
        if (HasEnded)
        {
            _turn.Release();
        }
    }

    private void Work()
    {
        while (true)
        {
            _turn.Wait();
            if (_run is not { } run)
            {
                _turn.Dispose();
                return;
            }

            Exception? failure = null;
            Schedule.Follow(this);
            try
            {
                _body!();
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            Schedule.Follow(null);
            HasEnded = true;
            run.End(this, failure);
        }
    }
}
