using AopKit.Residency;

namespace AopKit.Pressure;

/// <summary>
/// The engine's own shrinker: takes out index nodes that hold nothing but shadow entries, where they take more than
/// their share of the budget, and gives their bytes back.
/// </summary>
internal sealed class ShadowShrinker(PageStore store) : IShrinker
{
    /// <summary>A 32nd of the budget may remember what is gone; under the greatest pressure, nothing.</summary>
    private const int ShareOfBudget = 32;

    public long Count(in ShrinkContext context)
    {
        // Read without the gates: a count may be a little old.
        long leaves = store.Spaces.Snapshot().Sum(space => space.Index.ShadowLeafCount);
        long kept = context.Priority == 0 ? 0 : store.Budget.LimitBytes / ShareOfBudget / RadixIndex.NodeBytes;
        return Math.Max(0, leaves - kept);
    }

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freedCount = 0;
        foreach (Space space in store.Spaces.Snapshot())
        {
            if (freedCount >= objectCount)
            {
                break;
            }

            int bytes;
            using (space.Gate.Enter())
            {
                bytes = space.Index.PruneShadows((int)Math.Min(objectCount - freedCount, int.MaxValue));
            }

            store.Budget.Release(bytes);
            freedCount += bytes / RadixIndex.NodeBytes;
        }

        return ShrinkResult.Freed(freedCount);
    }
}
