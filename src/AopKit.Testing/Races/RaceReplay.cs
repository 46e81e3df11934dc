namespace AopKit.Testing.Races;

/// <summary>Runs one given schedule.</summary>
internal sealed class RaceReplay(RaceSchedule schedule) : IRaceChooser
{
    public int Preemptions => int.MaxValue;

    public int Choose(int step, ReadOnlySpan<int> threads)
    {
        if (!schedule.TryGet(step, out int thread))
        {
            return threads[0];
        }

        return threads.Contains(thread)
            ? thread
            : throw new InvalidOperationException(
                $"The schedule does not fit the race: thread {thread} cannot go on at step {step}.");
    }
}
