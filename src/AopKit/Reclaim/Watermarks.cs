using AopKit.Residency;

namespace AopKit.Reclaim;

/// <summary>
/// How many frames should be free: a 256th of the cache, within bounds. After Linux's min, low and high.
/// </summary>
internal sealed class Watermarks(PageStore store)
{
    private const int HighShift = 8;
    private const int HighestShift = 6;
    private const int LeastHigh = 16;
    private const int MostHigh = 1024;

    /// <summary>
    /// Frames that a page could have at once: those that are free, and those that the budget still pays.
    /// </summary>
    /// <remarks>Without those in processors' stocks: a look at each of them would cost a miss too much.</remarks>
    public long FreeCount =>
        store.Free.DepotCount + (Math.Max(0, store.Budget.LimitBytes - store.Budget.UsedBytes) / store.Free.FrameCost);

    /// <summary>The daemon works up to here.</summary>
    public long High => 2 * Low;

    /// <summary>
    /// The daemon works up to here when it is woken again and again: to be woken costs those who need frames more than
    /// it is worth for a few of them. A 64th of the cache, which is then free for a moment.
    /// </summary>
    public long Highest => Math.Max(High, store.Free.Limit >> HighestShift);

    /// <summary>Below, the daemon is woken.</summary>
    public long Low => LowFor(store.Free.Limit);

    /// <summary>
    /// At and below, who needs a frame takes pages out himself first. What is left is for those who need a frame while
    /// they make others free.
    /// </summary>
    public long Min => Low / 4;

    /// <summary>The low mark of a cache of so many frames.</summary>
    public static long LowFor(int frameCount) => Math.Clamp(frameCount >> HighShift, LeastHigh, MostHigh) / 2;
}
