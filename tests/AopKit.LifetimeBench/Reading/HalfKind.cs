namespace AopKit.LifetimeBench.Reading;

/// <summary>What a half of a pair is.</summary>
public enum HalfKind
{
    /// <summary>Has the bug; the lines where it shows end with a mark.</summary>
    Bad,

    /// <summary>The same, mended.</summary>
    Clean,

    /// <summary>Looks like the bug and is none.</summary>
    NearMiss,
}
