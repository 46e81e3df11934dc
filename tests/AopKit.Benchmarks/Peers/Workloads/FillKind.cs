namespace AopKit.Benchmarks.Peers.Workloads;

/// <summary>How much of a page a fill writes. Both sides of a contest do the same.</summary>
internal enum FillKind
{
    /// <summary>The first eight bytes.</summary>
    Stamp,

    /// <summary>All 4 KiB.</summary>
    Whole,
}
