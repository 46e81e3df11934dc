using AopKit.Residency;

namespace AopKit.Fill;

/// <summary>
/// Which pages this thread is filling now, one fill inside the other: a thread that needs one of them would wait for
/// itself (E11).
/// </summary>
internal static class ThreadFills
{
    [ThreadStatic]
    private static List<Run>? t_runs;

    public static void Begin(Space space, long first, int count) => (t_runs ??= []).Add(new Run(space, first, count));

    /// <summary>Ends what was begun last.</summary>
    public static void End() => t_runs!.RemoveAt(t_runs.Count - 1);

    public static bool Contains(Space space, long index)
    {
        if (t_runs is null)
        {
            return false;
        }

        foreach (Run run in t_runs)
        {
            if (run.Space == space && index >= run.First && index - run.First < run.Count)
            {
                return true;
            }
        }

        return false;
    }

    private readonly record struct Run(Space Space, long First, int Count);
}
