namespace AopKit;

/// <summary>Through which door a page left the cache.</summary>
public enum RemoveReason
{
    /// <summary>Reclaim or evict took it.</summary>
    Reclaimed,

    /// <summary>Truncate or punch dropped it.</summary>
    Truncated,

    /// <summary>Invalidate, discard or try-invalidate dropped it.</summary>
    Invalidated,

    /// <summary>Another page took its place.</summary>
    Replaced,

    /// <summary>Its fill failed, so it never became visible.</summary>
    FillFailed,

    /// <summary>Its address space was torn down.</summary>
    TornDown,
}
