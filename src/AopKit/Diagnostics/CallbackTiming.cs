using System.Diagnostics;

namespace AopKit.Diagnostics;

/// <summary>
/// Times a callback for who wants to know. Made only then: when nobody does, a callback carries nothing for it.
/// </summary>
internal sealed class CallbackTiming(Hooks hooks, CallbackKind kind, AddressSpace space, PageIndex index) : IDisposable
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public void Dispose() => hooks.CallbackEnded(space, index, kind, Stopwatch.GetTimestamp() - _start);
}
