using System.Runtime.CompilerServices;
using AopKit.Lifetimes;

namespace AopKit.Checking;

/// <summary>
/// What is around every call of a client: the caller's <c>ExecutionContext</c> is put away (E4), the depth is counted,
/// and under <see cref="Checks.Full"/> a callback that must not block or re-enter is watched (C3, C4, C8).
/// </summary>
internal readonly ref struct CallbackScope
{
    private static readonly ExecutionContext s_empty = CaptureEmpty();

    [ThreadStatic]
    private static int t_depth;

    [ThreadStatic]
    private static CallbackWatch? t_watch;

    /// <summary>
    /// Whether a callback was ever watched in this process: spares every lookup of the others the thread static.
    /// </summary>
    private static bool s_watches;

    private readonly ExecutionContext? _saved;
    private readonly SynchronizationContext? _savedSynchronization;
    private readonly CallbackWatch? _outerWatch;
    private readonly CallbackWatch? _watch;

    /// <summary>Enters a callback.</summary>
    /// <param name="checks">What is watched.</param>
    /// <param name="callback">Name of the callback, for the message.</param>
    /// <param name="clause">The clause that forbids blocking and re-entry.</param>
    /// <param name="contexts">What the callback must not do.</param>
    public CallbackScope(Checks checks, string callback, string clause, CallbackContexts contexts)
    {
        _saved = Fault.Is(FaultId.E4_ContextInherited) ? null : ExecutionContext.Capture();
        if (_saved is not null && _saved != s_empty)
        {
            ExecutionContext.Restore(s_empty);
        }

        t_depth++;
        if (checks == Checks.Full)
        {
            _outerWatch = t_watch;
            _savedSynchronization = SynchronizationContext.Current;
            _watch = new CallbackWatch(callback, clause, contexts);
            s_watches = true;
            t_watch = _watch;
            SynchronizationContext.SetSynchronizationContext(
                contexts.HasFlag(CallbackContexts.Atomic) ? _watch : null);
        }
    }

    /// <summary>Whether this thread is inside a client's callback.</summary>
    public static bool IsInside => t_depth > 0;

    /// <summary>What the callback did that it must not, or null. Valid until <see cref="Dispose"/>.</summary>
    public ContractViolationException? Violation => _watch?.Violation;

    /// <summary>
    /// Under <see cref="Checks.Full"/>: a call into the cache, which a watched callback must not make (C3, C8).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EnterCache()
    {
        if (s_watches)
        {
            ThrowIfNoReentry();
        }
    }

    public void Dispose()
    {
        t_depth--;
        if (_watch is not null)
        {
            t_watch = _outerWatch;
            SynchronizationContext.SetSynchronizationContext(_savedSynchronization);
        }

        if (_saved is not null && _saved != s_empty)
        {
            ExecutionContext.Restore(_saved);
        }
    }

    private static void ThrowIfNoReentry() => t_watch?.ThrowIfNoReentry();

    private static ExecutionContext CaptureEmpty()
    {
        // A thread that was started without its starter's context has the empty one.
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }
}
