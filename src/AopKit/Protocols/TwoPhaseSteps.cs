using AopKit.Checking;

namespace AopKit.Protocols;

/// <summary>
/// <see cref="ReleaseProtocol.TwoPhase"/>: prepare, freeze, then commit or abort, exactly one of them (E8).
/// </summary>
internal sealed class TwoPhaseSteps(ProtocolTools tools) : IReleaseSteps
{
    public AttemptOutcome TryRemove(in ReleaseAttempt attempt)
    {
        bool pinnedBefore = tools.HasOtherPins(attempt.Frame);
        ReleaseOutcome? outcome = tools.Ask(attempt, WillRemove.Likely, attempt.MayBlock, prepare: true);
        if (outcome == ReleaseOutcome.Kept)
        {
            return AttemptOutcome.Refused;
        }

        if (outcome is null)
        {
            return AttemptOutcome.Dirty;
        }

        bool promised = outcome == ReleaseOutcome.Released;
        if (promised && Fault.Is(FaultId.P18_CommitBeforeFreeze))
        {
            tools.Commit(attempt);
            promised = false;
        }

        AttemptOutcome freeze = tools.TryFreezeClean(attempt.Space, attempt.Frame);
        if (freeze != AttemptOutcome.Removed)
        {
            if (promised && !Fault.Is(FaultId.E8_AbortForgotten))
            {
                tools.Abort(attempt);
            }

            return freeze == AttemptOutcome.Pinned && !pinnedBefore ? AttemptOutcome.Raced : freeze;
        }

        try
        {
            if (promised)
            {
                tools.Commit(attempt);
            }
        }
        finally
        {
            // Also when a debug check throws: Commit was called, so the page leaves.
            tools.Remove(attempt);
        }

        return AttemptOutcome.Removed;
    }
}
