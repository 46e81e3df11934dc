namespace AopKit.Lifetimes;

/// <summary>
/// On a callback of an interface or base class: what an implementation may not do, because of where it is called.
/// </summary>
/// <remarks>
/// Read by AOP3001 (<see cref="CallbackContexts.Atomic"/>), AOP3003 (<see cref="CallbackContexts.NoReentry"/>) and
/// AOP3004 (<see cref="CallbackContexts.NoReclaim"/>, <see cref="MayEnterFileSystemIf"/>).
/// </remarks>
/// <param name="contexts">What holds while the callback runs.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CallbackContextAttribute(CallbackContexts contexts) : Attribute
{
    /// <summary>What holds while the callback runs.</summary>
    public CallbackContexts Contexts { get; } = contexts;

    /// <summary>
    /// Name of a <see cref="bool"/> member of one of the callback's parameters; where it is known to be
    /// <see langword="true"/>, the callback may block in spite of <see cref="CallbackContexts.Atomic"/>.
    /// </summary>
    public string? MayBlockIf { get; set; }

    /// <summary>
    /// Name of a <see cref="bool"/> member of one of the callback's parameters; only where it is known to be
    /// <see langword="true"/> may the callback take locks that are held around calls into the cache, or do what is
    /// declared <see cref="Effects.EntersFileSystem"/>.
    /// </summary>
    public string? MayEnterFileSystemIf { get; set; }
}
