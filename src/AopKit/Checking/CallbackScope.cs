using System.Runtime.CompilerServices;
using AopKit.Lifetimes;

namespace AopKit.Checking;

/// <summary>
/// What is around every call of a client: the caller's <c>ExecutionContext</c> is put away (E4), the depth is counted,
/// and under <see cref="Checks.Full"/> a callback that must not block or re-enter is watched (C3, C4, C8).
/// </summary>
internal readonly ref struct CallbackScope
{
    private readonly CallingThread _thread;
    private readonly CallerContext _context;
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
        if (!CallerContext.IsEmpty && !Fault.Is(FaultId.E4_ContextInherited))
        {
            _context = CallerContext.PutAway();
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

        if (_context.IsAway)
        {
            _context.BringBack();
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
