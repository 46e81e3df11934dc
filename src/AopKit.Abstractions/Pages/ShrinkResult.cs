using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// The answer of <see cref="IShrinker.Scan"/>: how many objects were freed, or that scanning must stop.
/// </summary>
/// <remarks>A type of its own, so that no count has to mean "stop" (E17).</remarks>
public readonly record struct ShrinkResult
{
    private ShrinkResult(long freedCount, bool isStop) => (FreedCount, IsStop) = (freedCount, isStop);

    /// <summary>
    /// Nothing can be freed now without risk of deadlock: ask somebody else, and do not ask again in this round.
    /// </summary>
    public static ShrinkResult Stop { get; } = new(0, isStop: true);

    /// <summary>How many objects were freed; 0 for <see cref="Stop"/>.</summary>
    public long FreedCount { get; }

    /// <summary>Whether scanning must stop.</summary>
    public bool IsStop { get; }

    /// <summary>The given number of objects was freed.</summary>
    /// <param name="freedCount">Objects freed by this scan, 0 or more, in the unit of
    /// <see cref="IShrinker.Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static ShrinkResult Freed([FreedCount] long freedCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(freedCount);
        return new ShrinkResult(freedCount, isStop: false);
    }
}
