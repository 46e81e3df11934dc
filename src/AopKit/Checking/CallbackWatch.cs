using AopKit.Lifetimes;

namespace AopKit.Checking;

/// <summary>
/// Notices that a callback waits, or calls the cache, where it must not. The runtime tells a synchronization context of
/// every wait for a lock, an event, a semaphore or a task; it does not tell of <c>Thread.Sleep</c> and of I/O, which
/// the analyzers see (AOP3001).
/// </summary>
internal sealed class CallbackWatch : SynchronizationContext
{
    private readonly string _callback;
    private readonly string _clause;
    private readonly CallbackContexts _contexts;

    public CallbackWatch(string callback, string clause, CallbackContexts contexts)
    {
        (_callback, _clause, _contexts) = (callback, clause, contexts);
        SetWaitNotificationRequired();
    }

    public ContractViolationException? Violation { get; private set; }

    public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        // Only noted here: an exception out of a lock statement would leave the client's own state half changed.
        Violation ??= new ContractViolationException(
            _clause,
            $"{_callback} waited for a lock, an event or a task. Engine threads and lookups wait with it: use TryEnter "
            + "and answer Kept, "
            + "or put the work off.");
        return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
    }

    public void ThrowIfNoReentry()
    {
        if (_contexts.HasFlag(CallbackContexts.NoReentry))
        {
            Violation ??= new ContractViolationException(
                _clause,
                $"{_callback} called back into the cache. The page it was called for may be what the call waits for: "
                + "note the index and "
                + "call after the callback has returned.");
            throw Violation;
        }
    }
}
