using AopKit.Residency;

namespace AopKit.Pressure;

/// <summary>
/// The engine's own shrinker: takes out index leaves that hold nothing but shadow entries, where they take more than
/// their share of the budget, and gives their bytes back.
/// </summary>
/// <remarks>
/// Spaces that have such leaves stand in a row; each call goes on where the last one stopped, in the first of them, so
/// that its work is what it was asked for and no more, however many spaces and leaves there are.
/// </remarks>
internal sealed class ShadowShrinker(PageStore store) : IShrinker
{
    /// <summary>Beyond a 64th of the budget, leaves whose entries mean nothing to the policy are taken.</summary>
    private const int SoftShare = 64;

    /// <summary>Beyond a 32nd, and under the greatest pressure, any leaf is.</summary>
    private const int HardShare = 32;

    public long Count(in ShrinkContext context) =>
        Math.Max(0, Volatile.Read(ref store.Nodes.ShadowLeafCount) - Share(context, SoftShare));

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long before = Volatile.Read(ref store.Nodes.ShadowLeafCount);
        IResidencyPolicy? policy = before > Share(context, HardShare) ? null : store.Policy;
        for (long left = objectCount; left > 0 && store.Spaces.WithShadowLeaves.NextInTurn() is { } space; left -= 64)
        {
            Prune(space, (int)Math.Min(left, 64), policy);
        }

        return ShrinkResult.Freed(Math.Max(0, before - Volatile.Read(ref store.Nodes.ShadowLeafCount)));
    }

    private long Share(in ShrinkContext context, int share) =>
        context.Priority == 0 ? 0 : store.Budget.LimitBytes / share / IndexNode.Bytes;

    private void Prune(Space space, int maxLeaves, IResidencyPolicy? policy)
    {
        using (space.Gate.Enter())
        {
            SpaceExtras extras = space.Extras ??= new SpaceExtras();
            store.Budget.Release(space.Index.PruneShadows(ref extras.PruneFrom, maxLeaves, space.Id, policy));
            store.Spaces.NoteShadowLeaves(space);
        }
    }
}
