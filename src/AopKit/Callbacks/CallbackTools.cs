using AopKit.Diagnostics;
using AopKit.Frames;

namespace AopKit.Callbacks;

/// <summary>
/// What the edges of all spaces of a cache work with. One object of the cache, because there may be a million spaces.
/// </summary>
/// <param name="frames">Where the pages lie that a client is lent.</param>
/// <param name="failures">Hears of what a client throws or breaks.</param>
/// <param name="hooks">Says whether callbacks are timed.</param>
internal sealed class CallbackTools(FrameTable frames, FailureSink failures, Hooks hooks)
{
    public FrameTable Frames { get; } = frames;

    public FailureSink Failures { get; } = failures;

    public Hooks Hooks { get; } = hooks;

    /// <summary>Whether callbacks are timed, or watched under <see cref="Checks.Full"/>.</summary>
    public bool IsWatching => Failures.Checks == Checks.Full || Hooks.IsTiming;
}
