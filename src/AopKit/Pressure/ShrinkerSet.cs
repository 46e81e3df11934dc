using AopKit.Checking;
using AopKit.Diagnostics;

namespace AopKit.Pressure;

/// <summary>
/// All shrinkers of a cache, asked one after the other, never by a thread that is inside one already (E17).
/// </summary>
internal sealed class ShrinkerSet(FailureSink failures, Counters counters)
{
    private readonly Lock _lock = new();
    private volatile ShrinkerEntry[] _entries = [];

    [ThreadStatic]
    private static bool t_isShrinking;

    /// <summary>Adds a shrinker.</summary>
    /// <param name="shrinker">The shrinker.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="isOwn">Whether it is the engine's own: it takes the engine's short locks, which the debug checks
    /// forbid to others.</param>
    public ShrinkerEntry Add(IShrinker shrinker, ShrinkerOptions options, bool isOwn = false)
    {
        var entry = new ShrinkerEntry(shrinker, options, failures, isOwn ? Checks.Off : failures.Checks);
        Schedule.Point(this);
        lock (_lock)
        {
            _entries = [.. _entries, entry];
        }

        return entry;
    }

    public void Remove(ShrinkerEntry entry)
    {
        entry.Close();
        Schedule.Point(this);
        lock (_lock)
        {
            _entries = [.. _entries.Where(other => other != entry)];
        }
    }

    /// <summary>One round over all shrinkers.</summary>
    /// <param name="priority">From 12 (light) to 0 (all that can be given).</param>
    /// <returns>How many objects were freed.</returns>
    public long Shrink(int priority)
    {
        if (t_isShrinking)
        {
            return 0;
        }

        bool inCallback = CallbackScope.IsInside;
        var context = new ShrinkContext(priority, MayBlock: !inCallback, MayEnterFileSystem: !inCallback);
        t_isShrinking = true;
        try
        {
            long freedCount = 0;
            Schedule.Point(this);
            foreach (ShrinkerEntry entry in _entries)
            {
                freedCount += entry.Shrink(context);
            }

            Counters.Add(ref counters.Shrunk, freedCount);
            return freedCount;
        }
        finally
        {
            t_isShrinking = false;
        }
    }
}
