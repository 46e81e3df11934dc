using System.Diagnostics;

namespace AopKit.Diagnostics;

/// <summary>Times a callback for who wants to know; costs two tests when nobody does.</summary>
internal readonly ref struct CallbackTimer
{
    private readonly Hooks? _hooks;
    private readonly AddressSpace? _space;
    private readonly PageIndex _index;
    private readonly CallbackKind _kind;
    private readonly long _start;

    public CallbackTimer(Hooks hooks, CallbackKind kind, AddressSpace space, PageIndex index)
    {
        if (hooks.IsTiming)
        {
            (_hooks, _space, _index, _kind) = (hooks, space, index, kind);
            _start = Stopwatch.GetTimestamp();
        }
    }

    public void Dispose()
    {
        if (_hooks is not null)
        {
            _hooks.CallbackEnded(_space!, _index, _kind, Stopwatch.GetTimestamp() - _start);
        }
    }
}
