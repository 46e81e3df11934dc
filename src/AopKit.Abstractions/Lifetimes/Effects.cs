namespace AopKit.Lifetimes;

/// <summary>What a call may do besides its result; see <see cref="EffectAttribute"/>.</summary>
[Flags]
public enum Effects
{
    /// <summary>Nothing that a callback would have to avoid.</summary>
    None = 0,

    /// <summary>It may wait: for I/O, for a lock, for another thread.</summary>
    Blocks = 1,

    /// <summary>It may need a frame, and so may start reclaim.</summary>
    EntersReclaim = 2,

    /// <summary>
    /// It enters the cache, and so must not be called where a callback says <see cref="CallbackContexts.NoReentry"/>.
    /// </summary>
    ReentersCache = 4,

    /// <summary>
    /// It enters the client's own file system: it takes locks that the client holds around calls into the cache. Where
    /// a callback names <see cref="CallbackContextAttribute.MayEnterFileSystemIf"/>, only that member allows it.
    /// </summary>
    EntersFileSystem = 8,
}
