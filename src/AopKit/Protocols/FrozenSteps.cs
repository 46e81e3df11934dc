namespace AopKit.Protocols;

/// <summary>
/// <see cref="ReleaseProtocol.Frozen"/>: freeze, look at dirty, callback, remove or thaw (E7). Lookups wait for the
/// callback.
/// </summary>
internal sealed class FrozenSteps(ProtocolTools tools) : IReleaseSteps
{
    public AttemptOutcome TryRemove(in ReleaseAttempt attempt)
    {
        AttemptOutcome freeze = tools.TryFreezeClean(attempt.Space, attempt.Frame);
        if (freeze != AttemptOutcome.Removed)
        {
            return freeze;
        }

        ReleaseOutcome outcome = ReleaseOutcome.Kept;
        try
        {
            // Frozen and clean, it stays clean: it is asked for in any case.
            outcome = tools.Ask(attempt, WillRemove.Certain, mayBlock: false) ?? ReleaseOutcome.Kept;
        }
        finally
        {
            // Also when a debug check throws: a page must not stay frozen.
            if (outcome == ReleaseOutcome.Kept)
            {
                tools.Thaw(attempt.Frame);
            }
        }

        if (outcome == ReleaseOutcome.Kept)
        {
            return AttemptOutcome.Refused;
        }

        tools.Remove(attempt);
        return AttemptOutcome.Removed;
    }
}
