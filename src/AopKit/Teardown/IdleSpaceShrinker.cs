using AopKit.Residency;

namespace AopKit.Teardown;

/// <summary>
/// The engine's own shrinker of idle address spaces: offers those that say they are reclaimable to their clients (E10).
/// </summary>
internal sealed class IdleSpaceShrinker(PageStore store, SpaceEnder ender) : IShrinker
{
    public long Count(in ShrinkContext context) => store.Spaces.Snapshot().Count(IsIdle);

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!context.MayBlock || !context.MayEnterFileSystem)
        {
            return ShrinkResult.Stop;
        }

        long freedCount = 0;
        foreach (Space space in store.Spaces.Snapshot().Where(IsIdle).Take((int)Math.Min(objectCount, int.MaxValue)))
        {
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

    private static bool IsIdle(Space space) =>
        space.Options.Reclaimable && space.Phase == SpacePhase.Open
        && Volatile.Read(ref space.PageCount) == 0 && Volatile.Read(ref space.LeavingCount) == 0;
}
