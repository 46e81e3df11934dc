namespace AopKit.Testing.Races;

/// <summary>
/// The way to one leaf of the tree of all schedules, and from there to the next: depth first, the plain choice first.
/// </summary>
internal sealed class RacePath(int preemptions) : IRaceChooser
{
    private readonly List<Choice> _choices = [];
    private int _depth;

    public int Preemptions { get; } = preemptions;

    /// <summary>What differs from the plain schedule on this way.</summary>
    public RaceSchedule Schedule { get; } = new();

    public int Choose(int step, ReadOnlySpan<int> threads)
    {
        if (_depth == _choices.Count)
        {
            _choices.Add(new Choice(step, threads.Length, 0));
        }

        Choice choice = _choices[_depth++];
        if (choice.Step != step || choice.Count != threads.Length)
        {
            throw NotDeterministic($"step {step} offers {threads.Length}", choice);
        }

        int thread = threads[choice.Taken];
        if (choice.Taken > 0)
        {
            Schedule.Add(step, thread);
        }

        return thread;
    }

    /// <summary>The schedule has ended.</summary>
    /// <exception cref="InvalidOperationException">It ended before it came to all that led to it.</exception>
    public void End()
    {
        if (_depth < _choices.Count)
        {
            throw NotDeterministic("it is not reached", _choices[_depth]);
        }
    }

    /// <summary>Goes to the next schedule.</summary>
    /// <returns>False if this was the last.</returns>
    public bool TryAdvance()
    {
        _depth = 0;
        Schedule.Clear();
        while (_choices.Count > 0)
        {
            Choice last = _choices[^1];
            _choices.RemoveAt(_choices.Count - 1);
            if (last.Taken + 1 < last.Count)
            {
                _choices.Add(last with { Taken = last.Taken + 1 });
                return true;
            }
        }

        return false;
    }

    private static InvalidOperationException NotDeterministic(string now, Choice before) =>
        new($"The race is not deterministic: step {before.Step} offered {before.Count} threads, and now {now}. Setup "
            + "and threads must do the same whenever they see the same.");

    private readonly record struct Choice(int Step, int Count, int Taken);
}
