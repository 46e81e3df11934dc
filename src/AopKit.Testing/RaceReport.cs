namespace AopKit.Testing;

/// <summary>What an exploration has found.</summary>
/// <param name="ScheduleCount">Different schedules that were run.</param>
/// <param name="IsExhausted">Whether these are all within the bound.</param>
/// <param name="MostSteps">Steps of the longest schedule: shared accesses, and waits.</param>
/// <param name="Preemptions">The bound on preemptions that was reached.</param>
/// <param name="Failure">The first schedule that failed, with the fewest preemptions; null if none did.</param>
public sealed record RaceReport(
    long ScheduleCount, bool IsExhausted, int MostSteps, int Preemptions, RaceFailure? Failure)
{
    /// <summary>Throws if a schedule failed, or if not all within the bound were run.</summary>
    /// <exception cref="RaceFailedException">A schedule failed, or the exploration gave up.</exception>
    public void ThrowUnlessProven()
    {
        if (Failure is not null)
        {
            throw new RaceFailedException(Failure.ToString(), Failure.Exception);
        }

        if (!IsExhausted)
        {
            throw new RaceFailedException(
                $"Gave up after {ScheduleCount} schedules, before all with {Preemptions} preemptions had been run.",
                null);
        }
    }
}
