namespace AopKit.Benchmarks.Peers.Workloads;

/// <summary>What a page holds after its fill. Both sides of a contest make the same page.</summary>
internal enum FillKind
{
    /// <summary>
    /// Eight bytes, and what the memory held before: what is left of a miss is the cache's own cost. Nobody reads more
    /// than the eight bytes; to a client in use the engine would hand a cleared frame (E21).
    /// </summary>
    Nothing,

    /// <summary>Eight bytes, and zeros: the engine clears frames itself (E21), a peer clears its buffer.</summary>
    Stamp,

    /// <summary>4 KiB copied from elsewhere.</summary>
    Whole,
}
