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

    private readonly CallingThread _thread;
    private readonly ExecutionContext? _saved;
    private readonly bool _wasSuppressed;
    private readonly WatchedCall? _watched;

    /// <summary>Enters a callback.</summary>
    /// <param name="thread">The calling thread.</param>
    /// <param name="checks">What is watched.</param>
    /// <param name="callback">Name of the callback, for the message.</param>
    /// <param name="clause">The clause that forbids blocking and re-entry.</param>
    /// <param name="contexts">What the callback must not do.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CallbackScope(CallingThread thread, Checks checks, string callback, string clause, CallbackContexts contexts)
    {
        // Null also means that the caller has suppressed the flow; its values are visible here all the same.
        ExecutionContext? current = ExecutionContext.Capture();
        if (current != s_empty && !Fault.Is(FaultId.E4_ContextInherited))
        {
            _saved = PutAway(current, out _wasSuppressed);
        }

        _thread = thread;
        _thread.Depth++;
        if (checks == Checks.Full)
        {
            _watched = Watch(thread, callback, clause, contexts);
        }
    }

    /// <summary>Whether this thread is inside a client's callback.</summary>
    public static bool IsInside => CallingThread.CurrentOrNull is { IsInCallback: true };

    /// <summary>What the callback did that it must not, or null. Valid until <see cref="Dispose"/>.</summary>
    public ContractViolationException? Violation => _watched?.Watch.Violation;

    /// <summary>
    /// Under <see cref="Checks.Full"/>: a call into the cache, which a watched callback must not make (C3, C8).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EnterCache()
    {
        if (Watching.IsOn)
        {
            ThrowIfNoReentry();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose()
    {
        _thread.Depth--;
        if (_watched is not null)
        {
            EndWatch(_thread, _watched);
        }

        if (_saved is not null)
        {
            BringBack(_saved, _wasSuppressed);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WatchedCall Watch(
        CallingThread thread, string callback, string clause, CallbackContexts contexts)
    {
        var watched = new WatchedCall(thread.Watch, SynchronizationContext.Current, callback, clause, contexts);
        thread.Watch = watched.Watch;
        SynchronizationContext.SetSynchronizationContext(
            contexts.HasFlag(CallbackContexts.Atomic) ? watched.Watch : null);
        return watched;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EndWatch(CallingThread thread, WatchedCall watched)
    {
        thread.Watch = watched.Outer;
        SynchronizationContext.SetSynchronizationContext(watched.OuterSynchronization);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowIfNoReentry() => CallingThread.CurrentOrNull?.Watch?.ThrowIfNoReentry();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ExecutionContext PutAway(ExecutionContext? current, out bool wasSuppressed)
    {
        wasSuppressed = current is null;
        if (wasSuppressed)
        {
            ExecutionContext.RestoreFlow();
            current = ExecutionContext.Capture();
        }

        ExecutionContext.Restore(s_empty);
        return current!;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BringBack(ExecutionContext saved, bool wasSuppressed)
    {
        ExecutionContext.Restore(saved);
        if (wasSuppressed)
        {
            ExecutionContext.SuppressFlow();
        }
    }

    private static ExecutionContext CaptureEmpty()
    {
        // A thread that was started without its starter's context has the empty one.
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }

    /// <summary>What a watched callback found in the thread, and its watch.</summary>
    private sealed class WatchedCall(
        CallbackWatch? outer, SynchronizationContext? outerSynchronization, string callback, string clause,
        CallbackContexts contexts)
    {
        public CallbackWatch? Outer { get; } = outer;

        public SynchronizationContext? OuterSynchronization { get; } = outerSynchronization;

        public CallbackWatch Watch { get; } = new(callback, clause, contexts);
    }
}
