using AopKit.Checking;
using AopKit.Testing.Races;

namespace AopKit.Testing;

/// <summary>
/// Runs a few threads in every order in which their steps can follow each other, up to a bound, and checks each end.
/// </summary>
/// <remarks>
/// <para>The engine has a point before every access to what threads share. Of the threads of a race only one runs at a
/// time; at each point the explorer decides who goes on, and so walks, depth first, through the tree of all schedules.
/// Each schedule begins with a new setup. A thread that waits is one that cannot go on: when none can, that is a
/// deadlock, and found as such.</para>
/// <para>What it explores is sequentially consistent: a step sees all that was written before it. It says nothing about
/// what a weakly ordered processor, or the JIT, may do to plain accesses.</para>
/// <para>The process must have the switch <c>AopKit.SchedulePoints</c> (the package sets it for projects that reference
/// it). Locks of your own that are held over calls of the cache hide from the explorer; give it points in your own code
/// with <see cref="Point"/>. Asynchronous calls go on on threads that it does not rule.</para>
/// </remarks>
public static class RaceExplorer
{
    /// <summary>Whether this process has the switch that the explorer needs.</summary>
    public static bool IsAvailable => Schedule.IsOn;

    /// <summary>Explores a race: first without preemption, then with one, and so on up to the bound.</summary>
    /// <typeparam name="T">What the threads share; disposed after each schedule if it can be.</typeparam>
    /// <param name="setup">Makes what the threads share, anew for each schedule.</param>
    /// <param name="check">Looks at the end of each schedule; throws if it is wrong.</param>
    /// <param name="bound">How far to go.</param>
    /// <param name="threads">The threads: two or three, with few calls each.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidOperationException">The switch is off.</exception>
    public static RaceReport Explore<T>(
        Func<T> setup, Action<T> check, RaceBound bound, params ReadOnlySpan<RaceThread<T>> threads)
    {
        ArgumentNullException.ThrowIfNull(bound);
        var race = new Race<T>(setup, check, bound, threads.ToArray());
        ThrowIfOff();
        return race.Explore();
    }

    /// <summary>Runs one schedule again.</summary>
    /// <typeparam name="T">What the threads share.</typeparam>
    /// <param name="schedule">The schedule, as <see cref="RaceFailure.Schedule"/> gives it.</param>
    /// <param name="setup">As for <see cref="Explore"/>.</param>
    /// <param name="check">As for <see cref="Explore"/>.</param>
    /// <param name="threads">As for <see cref="Explore"/>.</param>
    /// <returns>The failure, or null if this schedule does not fail (any more).</returns>
    /// <exception cref="FormatException">The text is no schedule.</exception>
    /// <exception cref="InvalidOperationException">The switch is off.</exception>
    public static RaceFailure? Replay<T>(
        string schedule, Func<T> setup, Action<T> check, params ReadOnlySpan<RaceThread<T>> threads)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var race = new Race<T>(setup, check, new RaceBound(), threads.ToArray());
        ThrowIfOff();
        return race.Replay(RaceSchedule.Parse(schedule));
    }

    /// <summary>
    /// A point in your own code, before it touches what its threads share; nothing outside of an exploration.
    /// </summary>
    /// <param name="shared">What it touches.</param>
    public static void Point(object shared) => Schedule.Point(shared);

    private static void ThrowIfOff()
    {
        if (!IsAvailable)
        {
            throw new InvalidOperationException(
                $"Races can be explored only in a process that has the switch {Schedule.SwitchName}. Add to the test "
                + $"project: <RuntimeHostConfigurationOption Include=\"{Schedule.SwitchName}\" Value=\"true\" />.");
        }
    }
}
