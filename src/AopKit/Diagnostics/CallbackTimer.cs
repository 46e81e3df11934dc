using System.Diagnostics;

namespace AopKit.Diagnostics;

/// <summary>Times a callback for an observer; costs a null test when there is none.</summary>
internal readonly ref struct CallbackTimer(Hooks hooks, CallbackKind kind)
{
    private readonly IPageObserver? _observer = hooks.Observer;
    private readonly long _start = hooks.Observer is null ? 0 : Stopwatch.GetTimestamp();

    public void Dispose() => _observer?.CallbackRan(kind, Stopwatch.GetTimestamp() - _start);
}
