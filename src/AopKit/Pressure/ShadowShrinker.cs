using AopKit.Residency;

namespace AopKit.Pressure;

/// <summary>
/// The engine's own shrinker: takes out index nodes that hold nothing but shadow entries, and gives their bytes back.
/// </summary>
internal sealed class ShadowShrinker(PageStore store) : IShrinker
{
    public long Count(in ShrinkContext context)
    {
        long shadows = 0;
        foreach (Space space in store.Spaces.Snapshot())
        {
            // Read without the gate: a count may be a little old.
            shadows += space.Index.ShadowCount;
        }

        return shadows / RadixIndex.Fanout;
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
            lock (space.Gate)
            {
                bytes = space.Index.PruneShadows((int)Math.Min(objectCount - freedCount, int.MaxValue));
            }

            store.Budget.Release(bytes);
            freedCount += bytes / RadixIndex.NodeBytes;
        }

        return ShrinkResult.Freed(freedCount);
    }
}
