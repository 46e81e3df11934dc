namespace AopKit.Lifetimes;

/// <summary>What holds while a callback runs; see <see cref="CallbackContextAttribute"/>.</summary>
[Flags]
public enum CallbackContexts
{
    /// <summary>Nothing in particular.</summary>
    None = 0,

    /// <summary>The callback must not block: no waiting, no I/O, no contended lock (C3, C4).</summary>
    Atomic = 1,

    /// <summary>The callback must not call back into the cache (C3).</summary>
    NoReentry = 2,

    /// <summary>The page lock is held by the engine.</summary>
    HoldsPageLock = 4,

    /// <summary>
    /// The callback must not ask the cache for memory, nor take a lock that is held around such a request (C5), unless
    /// <see cref="CallbackContextAttribute.MayEnterFileSystemIf"/> names a member that allows the lock.
    /// </summary>
    NoReclaim = 8,
}
