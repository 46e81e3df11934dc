namespace AopKit.Stress.Tests.Random;

/// <summary>
/// Random operations on the engine and on the model, in episodes. The same seed gives the same run, and a shorter run
/// is the beginning of a longer one: a failure names the seed and the number of operations that reach it.
/// </summary>
internal sealed class RandomRun(long seed, long operationCount)
{
    private const int OperationsInMessage = 12;

    /// <summary>Called after each episode with the number of operations so far.</summary>
    public Action<long>? Progress { get; init; }

    /// <returns>What was done, in one line.</returns>
    /// <exception cref="InvalidOperationException">Engine and model differ, or a clause was broken.</exception>
    public string Execute()
    {
        long done = 0;
        long budgetExceeded = 0;
        long episodes = 0;
        while (done < operationCount)
        {
            var plan = new EpisodePlan(seed, episodes);
            long count = Math.Min(EpisodePlan.OperationCount, operationCount - done);
            var episode = new Episode(plan);
            try
            {
                episode.Run(count);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(Describe(plan, episode, done, exception), exception);
            }

            budgetExceeded += episode.BudgetExceededCount;
            episodes++;
            done += count;
            Progress?.Invoke(done);
        }

        return $"{done} operations in {episodes} episodes, seed {seed}: engine and model agree "
            + $"({budgetExceeded} operations found no frame).";
    }

    private string Describe(EpisodePlan plan, Episode episode, long done, Exception exception)
    {
        long reached = done + Math.Min(episode.Trace.Count, EpisodePlan.OperationCount);
        string last = string.Join(", ", episode.Trace.TakeLast(OperationsInMessage));
        return $"Random run failed at operation {reached}: {exception.Message}\n"
            + $"Setting: {plan}\nLast operations: {last}\n"
            + $"Again: dotnet run --project tests/AopKit.Stress.Tests -- random --seed {seed} --operations {reached}";
    }
}
