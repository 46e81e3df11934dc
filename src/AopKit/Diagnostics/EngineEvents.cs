using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Tracing;

namespace AopKit.Diagnostics;

/// <summary>
/// What is worth a line of its own, for <c>dotnet-trace</c> and listeners: slow callbacks, stalls, failures, resizes.
/// </summary>
/// <remarks>Nothing is measured for it while nobody listens. docs/observing.md lists the events.</remarks>
[EventSource(Name = SourceName)]
internal sealed class EngineEvents : EventSource
{
    public const string SourceName = "AopKit";

    public static readonly EngineEvents Log = new();

    private const string Trimming = "Only strings and numbers are written.";

    private EngineEvents()
    {
    }

    [NonEvent]
    public void CallbackEnded(Hooks hooks, AddressSpace space, PageIndex index, CallbackKind kind, long elapsedTicks)
    {
        if (elapsedTicks >= hooks.SlowCallbackTicks && IsEnabled(EventLevel.Warning, Keywords.Callbacks))
        {
            SlowCallback(hooks.CacheName, space.Name, index.Value, kind.ToString(), Milliseconds(elapsedTicks));
        }
    }

    [NonEvent]
    public void LookupStalled(Hooks hooks, AddressSpace space, long index, long elapsedTicks)
    {
        if (IsEnabled(EventLevel.Informational, Keywords.Stalls))
        {
            LookupStalled(hooks.CacheName, space.Name, index, Milliseconds(elapsedTicks));
        }
    }

    [NonEvent]
    public void WriterStalled(Hooks hooks, AddressSpace space, long elapsedTicks)
    {
        if (IsEnabled(EventLevel.Informational, Keywords.Stalls))
        {
            WriterStalled(hooks.CacheName, space.Name, Milliseconds(elapsedTicks));
        }
    }

    [NonEvent]
    public void CallbackFailed(Hooks hooks, CallbackFailure failure)
    {
        if (IsEnabled(EventLevel.Error, Keywords.Callbacks))
        {
            CallbackFailed(
                hooks.CacheName, failure.SpaceName, failure.Index?.Value ?? -1, failure.Callback, failure.Clause,
                failure.Exception.Message);
        }
    }

    [NonEvent]
    public void Resized(Hooks hooks, long oldBytes, long newBytes)
    {
        if (IsEnabled(EventLevel.Informational, Keywords.Budget))
        {
            Resized(hooks.CacheName, oldBytes, newBytes);
        }
    }

    private static double Milliseconds(long ticks) => Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds;

    [Event(1, Level = EventLevel.Warning, Keywords = Keywords.Callbacks,
        Message = "Cache {0}: {3} took {4} ms for page {2} of '{1}'")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Trimming)]
    private void SlowCallback(string cache, string space, long index, string callback, double milliseconds) =>
        WriteEvent(1, cache, space, index, callback, milliseconds);

    [Event(2, Level = EventLevel.Informational, Keywords = Keywords.Stalls,
        Message = "Cache {0}: a lookup of page {2} of '{1}' waited {3} ms")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Trimming)]
    private void LookupStalled(string cache, string space, long index, double milliseconds) =>
        WriteEvent(2, cache, space, index, milliseconds);

    [Event(3, Level = EventLevel.Informational, Keywords = Keywords.Stalls,
        Message = "Cache {0}: a writer to '{1}' was held back for {2} ms")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Trimming)]
    private void WriterStalled(string cache, string space, double milliseconds) =>
        WriteEvent(3, cache, space, milliseconds);

    [Event(4, Level = EventLevel.Error, Keywords = Keywords.Callbacks,
        Message = "Cache {0}: {3} for page {2} of '{1}' broke {4}: {5}")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Trimming)]
    private void CallbackFailed(
        string cache, string space, long index, string callback, string clause, string message) =>
        WriteEvent(4, cache, space, index, callback, clause, message);

    [Event(5, Level = EventLevel.Informational, Keywords = Keywords.Budget,
        Message = "Cache {0}: the budget went from {1} to {2} bytes")]
    private void Resized(string cache, long oldBytes, long newBytes) => WriteEvent(5, cache, oldBytes, newBytes);

    /// <summary>What can be asked for.</summary>
    public static class Keywords
    {
        /// <summary>Slow callbacks, and callbacks that threw or broke the contract.</summary>
        public const EventKeywords Callbacks = (EventKeywords)1;

        /// <summary>Lookups and writers that waited.</summary>
        public const EventKeywords Stalls = (EventKeywords)2;

        /// <summary>Changes of the budget.</summary>
        public const EventKeywords Budget = (EventKeywords)4;
    }
}
