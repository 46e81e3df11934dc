using System.Diagnostics;

namespace AopKit.Diagnostics;

/// <summary>Slow callbacks as activities, so that a trace shows what a request, or a flush, waited for.</summary>
/// <remarks>
/// An activity is made when its callback has ended, and says when it began: whether one was slow is not known before.
/// The client's code therefore never sees it as its current one. docs/observing.md lists the tags.
/// </remarks>
internal static class EngineActivities
{
    public const string SourceName = "AopKit";

    private static readonly ActivitySource s_source = new(SourceName);

    public static bool HasListeners => s_source.HasListeners();

    /// <summary>Tells of a callback, if it was slow. The caller's context is in place again.</summary>
    public static void CallbackEnded(
        Hooks hooks, AddressSpace space, PageIndex index, CallbackKind kind, long elapsedTicks)
    {
        if (elapsedTicks < hooks.SlowCallbackTicks || !HasListeners)
        {
            return;
        }

        try
        {
            Tell(hooks, space, index, kind, Stopwatch.GetElapsedTime(0, elapsedTicks));
        }
        catch (Exception)
        {
            // A listener that throws must not change what the engine does (E15).
        }
    }

    private static void Tell(
        Hooks hooks, AddressSpace space, PageIndex index, CallbackKind kind, TimeSpan elapsed)
    {
        DateTimeOffset end = DateTimeOffset.UtcNow;
        using Activity? activity = s_source.StartActivity(
            $"aopkit {kind}", ActivityKind.Internal, parentContext: default,
            [
                new("aopkit.cache", hooks.CacheName), new("aopkit.space", space.Name), new("aopkit.page", index.Value),
                new("aopkit.callback", kind.ToString()), new("aopkit.milliseconds", elapsed.TotalMilliseconds),
            ],
            startTime: end - elapsed);
        activity?.SetEndTime(end.UtcDateTime);
    }
}
