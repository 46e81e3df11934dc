using System.Diagnostics;
using AopKit.Checking;

namespace AopKit.Diagnostics;

/// <summary>Where tests, the Lab and listeners look into the engine; empty in use.</summary>
/// <param name="cacheName">Which cache it is.</param>
/// <param name="slowCallback">From how long on a callback is worth an event.</param>
internal sealed class Hooks(string cacheName, TimeSpan slowCallback)
{
    public string CacheName { get; } = cacheName;

    /// <summary>In units of <see cref="Stopwatch"/>.</summary>
    public long SlowCallbackTicks { get; } = (long)(slowCallback.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Called at named points; a test parks the thread there.</summary>
    public Action<TestPoint, AddressSpace, PageIndex>? AtPoint
    {
        get;
        set
        {
            Watching.Begin();
            field = value;
        }
    }

    /// <summary>Sees insertions, attempts and removals.</summary>
    public IPageObserver? Observer { get; set; }

    /// <summary>Whether somebody wants to know how long callbacks take.</summary>
    public bool IsTiming => Observer is not null || EngineEvents.Log.IsEnabled() || EngineActivities.HasListeners;

    public void Reach(TestPoint point, AddressSpace space, long index) =>
        AtPoint?.Invoke(point, space, new PageIndex(index));

    /// <summary>
    /// Times a callback until it is disposed; null if nobody wants to know. Begun before the caller's context is put
    /// away, so that what is told belongs to the caller.
    /// </summary>
    public CallbackTiming? Time(CallbackKind kind, AddressSpace space, PageIndex index) =>
        IsTiming ? new CallbackTiming(this, kind, space, index) : null;

    public void CallbackEnded(AddressSpace space, PageIndex index, CallbackKind kind, long elapsedTicks)
    {
        if (kind < CallbackKind.Fill)
        {
            Observer?.CallbackRan(kind, elapsedTicks);
        }

        EngineEvents.Log.CallbackEnded(this, space, index, kind, elapsedTicks);
        EngineActivities.CallbackEnded(this, space, index, kind, elapsedTicks);
    }
}
