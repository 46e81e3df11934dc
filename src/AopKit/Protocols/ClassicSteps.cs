namespace AopKit.Protocols;

/// <summary>
/// <see cref="ReleaseProtocol.Classic"/>: pages with held pins are asked for like others; that is its definition.
/// </summary>
internal sealed class ClassicSteps(ProtocolTools tools) : IReleaseSteps
{
    public AttemptOutcome TryRemove(in ReleaseAttempt attempt) =>
        ReleaseThenFreeze.TryRemove(tools, attempt, pinnedBefore: tools.HasOtherPins(attempt.Frame));
}
