using System.Diagnostics.CodeAnalysis;
using AopKit.Residency;

namespace AopKit.Pressure;

/// <summary>
/// The engine's own shrinker: takes out index leaves that hold nothing but shadow entries, where they take more than
/// their share of the budget, and gives their bytes back.
/// </summary>
/// <remarks>
/// <para>
/// Spaces that have such leaves stand in a row; each call goes on where the last one stopped, in the space whose turn
/// it is, so that its work is what it was asked for and no more, however many spaces and leaves there are.
/// </para>
/// <para>
/// A call that found little to take out rests the shrinker until more leaves have come: entries become spent as pages
/// come in, not by being looked at, and every page that reclaim takes would pay for the look.
/// </para>
/// </remarks>
internal sealed class ShadowShrinker(PageStore store) : IShrinker
{
    /// <summary>Beyond a 64th of the budget, leaves whose entries mean nothing to the policy are taken.</summary>
    private const int SoftShare = 64;

    /// <summary>Beyond a 32nd, and under the greatest pressure, any leaf is.</summary>
    private const int HardShare = 32;

    private const int LeavesInTurn = 64;

    private long _restUntil;

    public long Count(in ShrinkContext context)
    {
        long leaves = Volatile.Read(ref store.Nodes.ShadowLeafCount);
        long hard = Share(context, HardShare);
        if (leaves > hard)
        {
            // Down to a little below, so that it is not asked again for each leaf.
            return leaves - hard + (hard / 8);
        }

        bool isResting = leaves < Volatile.Read(ref _restUntil);
        return isResting ? 0 : Math.Max(0, leaves - Share(context, SoftShare));
    }

    [SuppressMessage(
        "AopKit", "AOP3001", Justification = "A gate is held for moments, and over no call of a client: to come into "
        + "it is to wait for another thread's few instructions, as with any lock.")]
    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long before = Volatile.Read(ref store.Nodes.ShadowLeafCount);
        IResidencyPolicy? policy = before > Share(context, HardShare) ? null : store.Policy;
        for (long left = objectCount; left > 0; left -= LeavesInTurn)
        {
            if (store.Spaces.WithShadowLeaves.NextInTurn() is not { } space)
            {
                break;
            }

            Prune(space, (int)Math.Min(left, LeavesInTurn), policy);
        }

        long after = Volatile.Read(ref store.Nodes.ShadowLeafCount);
        long freedCount = Math.Max(0, before - after);
        if (freedCount < objectCount / 2)
        {
            Volatile.Write(ref _restUntil, after + (Share(context, SoftShare) / 8) + 1);
        }

        return ShrinkResult.Freed(freedCount);
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
