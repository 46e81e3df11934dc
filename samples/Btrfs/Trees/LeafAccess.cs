using AopKit.Samples.Btrfs.Format;

namespace AopKit.Samples.Btrfs.Trees;

/// <summary>A leaf that a search ended at, and the way on.</summary>
internal readonly ref struct LeafAccess(BlockAccess access, BlockReference reference, BtrfsKey? next) : IDisposable
{
    private readonly BlockAccess _access = access;

    public TreeBlock Block => _access.Block;

    /// <summary>How the leaf's parent refers to it.</summary>
    public BlockReference Reference { get; } = reference;

    /// <summary>
    /// The first key of the next leaf; null at the end of the tree. Greater than all keys of this one.
    /// </summary>
    public BtrfsKey? Next { get; } = next;

    public void Dispose() => _access.Dispose();
}
