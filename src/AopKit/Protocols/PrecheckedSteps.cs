namespace AopKit.Protocols;

/// <summary><see cref="ReleaseProtocol.Prechecked"/>: looks at the pins first, so that only a race can lose.</summary>
internal sealed class PrecheckedSteps(ProtocolTools tools) : IReleaseSteps
{
    public AttemptOutcome TryRemove(in ReleaseAttempt attempt) =>
        tools.HasOtherPins(attempt.Frame)
            ? AttemptOutcome.Pinned
            : ReleaseThenFreeze.TryRemove(tools, attempt, pinnedBefore: false);
}
