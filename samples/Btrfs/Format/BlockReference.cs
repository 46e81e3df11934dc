namespace AopKit.Samples.Btrfs.Format;

/// <summary>What the pointer to a tree block says about it: the block must agree, or one of both is damaged.</summary>
/// <param name="Address">The block's logical address.</param>
/// <param name="Level">Its height above the leaves. Each pointer goes one level down, so that no cycle can
/// exist.</param>
/// <param name="Generation">The transaction that wrote it.</param>
/// <param name="FirstKey">The key of its first item; unknown for the root of a tree.</param>
internal readonly record struct BlockReference(long Address, int Level, ulong Generation, BtrfsKey? FirstKey);
