using System.Runtime.CompilerServices;

namespace AopKit.Samples.Fsblock.Format;

/// <summary>
/// The way from an inode to one block of its file: which of its fifteen pointers, then which slot of each indirect
/// block. At most four steps, whatever an image says, so that a loop of indirect blocks cannot hold anybody.
/// </summary>
internal readonly struct BlockPath
{
    /// <summary>The deepest way: through a triple indirect block.</summary>
    public const int MaximumDepth = 3;

    private readonly Slots _slots;

    private BlockPath(int depth, long indexInTree, int root, int pointersPerBlock)
    {
        Depth = depth;
        _slots[0] = root;
        for (int level = depth; level > 0; level--)
        {
            _slots[level] = (int)(indexInTree % pointersPerBlock);
            indexInTree /= pointersPerBlock;
        }
    }

    /// <summary>The number of indirect blocks on the way: 0 to 3.</summary>
    public int Depth { get; }

    /// <summary>
    /// The slot to take: in the inode for level 0, in the indirect block number level for the others.
    /// </summary>
    public int this[int level] => _slots[level];

    /// <summary>The blocks that a file may have at most, holes included.</summary>
    public static long LargestFileBlocks(Superblock superblock)
    {
        long pointers = superblock.PointersPerBlock;
        return InodeRecord.DirectBlocks + pointers + pointers * pointers + pointers * pointers * pointers;
    }

    /// <summary>The way to <paramref name="fileBlock"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No file can have such a block.</exception>
    public static BlockPath To(long fileBlock, Superblock superblock)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fileBlock);
        int pointers = superblock.PointersPerBlock;
        if (fileBlock < InodeRecord.DirectBlocks)
        {
            return new BlockPath(0, 0, (int)fileBlock, pointers);
        }

        long rest = fileBlock - InodeRecord.DirectBlocks;
        long reach = pointers;
        for (int depth = 1; depth <= MaximumDepth; depth++)
        {
            if (rest < reach)
            {
                return new BlockPath(depth, rest, InodeRecord.DirectBlocks + depth - 1, pointers);
            }

            rest -= reach;
            reach *= pointers;
        }

        throw new ArgumentOutOfRangeException(nameof(fileBlock), fileBlock, "No file reaches so far.");
    }

    /// <summary>The file blocks below one slot of an indirect block at <paramref name="level"/> of the way.</summary>
    /// <remarks>1 for the last level: such a slot points to data.</remarks>
    public long BlocksBelow(int level, int pointersPerBlock)
    {
        long blocks = 1;
        for (int below = level; below < Depth; below++)
        {
            blocks *= pointersPerBlock;
        }

        return blocks;
    }

    [InlineArray(MaximumDepth + 1)]
    private struct Slots
    {
        private int _first;
    }
}
