using AopKit.Checking;

namespace AopKit.Protocols;

/// <summary>
/// Callback first, freeze afterwards: what can come between the two is what <c>Classic</c> and <c>Prechecked</c> lose.
/// </summary>
internal static class ReleaseThenFreeze
{
    /// <param name="tools">The steps.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="pinnedBefore">
    /// Whether a pin was seen before the callback; it is looked for once, so that who went on without one cannot count
    /// a loss as certain (E6).
    /// </param>
    public static AttemptOutcome TryRemove(ProtocolTools tools, in ReleaseAttempt attempt, bool pinnedBefore)
    {
        ReleaseOutcome? outcome = tools.Ask(attempt, WillRemove.Likely, attempt.MayBlock);
        if (outcome == ReleaseOutcome.Kept)
        {
            return AttemptOutcome.Refused;
        }

        if (outcome is null)
        {
            return AttemptOutcome.Dirty;
        }

        AttemptOutcome freeze = tools.TryFreezeClean(attempt.Space, attempt.Frame);
        if (freeze == AttemptOutcome.Pinned && !pinnedBefore)
        {
            freeze = AttemptOutcome.Raced;
        }

        if (freeze == AttemptOutcome.Removed)
        {
            tools.Remove(attempt);
        }
        else if (outcome == ReleaseOutcome.Released && !Fault.Is(FaultId.E6_LossNotCounted))
        {
            tools.CountReleasedButKept(freeze);
        }

        return freeze;
    }
}
