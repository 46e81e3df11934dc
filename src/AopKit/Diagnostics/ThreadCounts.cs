using System.Runtime.InteropServices;
using AopKit.Frames;

namespace AopKit.Diagnostics;

/// <summary>
/// One thread's share of what a cache counts often. Only that thread writes it, so a plain addition is exact and no
/// locked instruction is needed; the fields lie where no other thread's share a cache line with them.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 208)]
internal sealed class ThreadCounts
{
    [FieldOffset(64)]
    public long Hits;

    [FieldOffset(72)]
    public long Misses;

    [FieldOffset(80)]
    public long Fills;

    [FieldOffset(88)]
    public long Inserted;

    [FieldOffset(96)]
    public long Removed;

    [FieldOffset(104)]
    public long Reclaimed;

    [FieldOffset(112)]
    public long ReclaimAttempts;

    [FieldOffset(120)]
    public long ReleaseCallbacks;

    /// <summary>What the thread's next insertions are numbered with.</summary>
    [FieldOffset(128)]
    public GenerationBlock Generations;
}
