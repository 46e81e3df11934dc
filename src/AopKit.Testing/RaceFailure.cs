namespace AopKit.Testing;

/// <summary>A schedule that failed.</summary>
/// <param name="Schedule">The schedule, for <see cref="RaceExplorer.Replay{T}"/>.</param>
/// <param name="Exception">What a thread or the check threw, or what the explorer says of a deadlock.</param>
/// <param name="Steps">The steps up to there, one line each: the thread, and where it was.</param>
public sealed record RaceFailure(string Schedule, Exception Exception, IReadOnlyList<string> Steps)
{
    private const int ShownCount = 120;

    /// <summary>The failure as a text of many lines; of very many steps the middle is left out.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        IEnumerable<string> shown = Steps.Count <= ShownCount
            ? Steps
            : [
                .. Steps.Take(ShownCount / 2), $"({Steps.Count - ShownCount} steps)",
                .. Steps.TakeLast(ShownCount / 2),
            ];
        return $"Schedule \"{Schedule}\" fails: {Exception.GetType().Name}: {Exception.Message}{Environment.NewLine}"
            + string.Join(Environment.NewLine, shown.Select(step => "    " + step));
    }
}
