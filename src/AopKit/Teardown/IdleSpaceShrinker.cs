using AopKit.Residency;

namespace AopKit.Teardown;

/// <summary>
/// The engine's own shrinker of idle address spaces: offers those that say they are reclaimable to their clients (E10),
/// each in its turn.
/// </summary>
internal sealed class IdleSpaceShrinker(PageStore store, SpaceEnder ender) : IShrinker
{
    public long Count(in ShrinkContext context) => store.Spaces.Idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!context.MayBlock || !context.MayEnterFileSystem)
        {
            return ShrinkResult.Stop;
        }

        long freedCount = 0;
        for (long left = Math.Min(objectCount, store.Spaces.Idle.Count); left > 0; left--)
        {
            if (store.Spaces.Idle.NextInTurn() is not { } space)
            {
                break;
            }

            try
            {
                freedCount += ender.TryRelease(space) == ReleaseOutcome.Released ? 1 : 0;
            }
            catch (ObjectDisposedException)
            {
                // Its owner ended it meanwhile.
            }
        }

        return ShrinkResult.Freed(freedCount);
    }
}
