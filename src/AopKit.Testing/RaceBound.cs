namespace AopKit.Testing;

/// <summary>How far a race is explored.</summary>
public sealed record RaceBound
{
    /// <summary>
    /// How often a thread is interrupted that could go on; switches at the end of a thread, and where it has to wait,
    /// are free. Default: 2. <see cref="int.MaxValue"/>: every interleaving.
    /// </summary>
    public int Preemptions { get; init; } = 2;

    /// <summary>Schedules after which the exploration gives up. Default: 1,000,000.</summary>
    public long Schedules { get; init; } = 1_000_000;

    /// <summary>Steps after which a schedule counts as a livelock. Default: 5,000.</summary>
    public int Steps { get; init; } = 5_000;

    /// <summary>
    /// How long a thread may run from one step to the next before it counts as stuck in a wait that the explorer cannot
    /// see. Default: 30 seconds.
    /// </summary>
    public TimeSpan Watchdog { get; init; } = TimeSpan.FromSeconds(30);
}
