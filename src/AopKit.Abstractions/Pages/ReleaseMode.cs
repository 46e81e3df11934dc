namespace AopKit;

/// <summary>Whether <see cref="IReleaseAddressSpace{T}.Release"/> may refuse (E10).</summary>
public enum ReleaseMode
{
    /// <summary>
    /// An idle address space is to be reclaimed; the client may answer <see cref="ReleaseOutcome.Kept"/>.
    /// </summary>
    MayRefuse,

    /// <summary>The address space is torn down; the call must not fail and must not allocate.</summary>
    Forced,
}
