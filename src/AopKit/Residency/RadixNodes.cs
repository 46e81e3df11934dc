namespace AopKit.Residency;

/// <summary>
/// A leaf of the index: the slots of 64 pages and one bit for each of them that is dirty or being written.
/// </summary>
internal sealed class RadixLeaf(RadixInner? parent, long firstIndex)
{
    public readonly long[] Slots = new long[RadixIndex.Fanout];
    public readonly long FirstIndex = firstIndex;
    public RadixInner? Parent = parent;
    public ulong DirtyTags;
    public ulong WritebackTags;
    public int TakenCount;
    public int ShadowCount;

    public bool HoldsOnlyShadows => TakenCount == 0 && ShadowCount > 0;
}

/// <summary>An inner node of the index: up to 64 children, leaves or inner nodes.</summary>
internal sealed class RadixInner(RadixInner? parent, int level, long firstIndex)
{
    public readonly object?[] Children = new object?[RadixIndex.Fanout];
    public readonly int Level = level;
    public readonly long FirstIndex = firstIndex;
    public RadixInner? Parent = parent;
    public int ChildCount;
}
