using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>How many unwritten pages are many, and how many are too many, for the budget as it is now.</summary>
internal sealed class DirtyLimits(PageStore store)
{
    private const int All = 100;

    /// <summary>Whether dirty pages are written because of their number.</summary>
    public bool IsOverBackground => store.Dirty.DirtyCount > Pages(store.Options.DirtyBackgroundPercent);

    /// <summary>
    /// Whether a space must not have more dirty pages for now: there are too many in all, and it has its share of them.
    /// A space that has less goes on, so that one with a slow device does not hold up the others.
    /// </summary>
    public bool IsOverLimit(Space space)
    {
        long limit = Pages(store.Options.DirtyLimitPercent);
        int spaceCount = store.Dirty.SpaceCount;
        return store.Dirty.UnwrittenCount >= limit
            && (spaceCount <= 1 || Volatile.Read(ref space.DirtyCount) >= limit / spaceCount);
    }

    private long Pages(int percent)
    {
        long frames = store.Budget.LimitBytes / store.Free.FrameCost;
        return percent == All ? long.MaxValue : Math.Max(1, frames * percent / All);
    }
}
