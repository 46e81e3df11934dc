using System.Buffers.Binary;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Fsblock.Format;
using AopKit.Samples.Fsblock.Mapping;
using AopKit.Samples.Fsblock.Volume;

namespace AopKit.Samples.Fsblock.Files;

/// <summary>
/// Finds where the blocks of a file lie: in the inode's mapping tree, or through its indirect blocks, after which the
/// tree knows too. Each pointer is checked before it is followed.
/// </summary>
internal sealed class BlockMapper(
    Superblock superblock, MetadataSpace metadata, GroupTable groups, InodeTable inodes, IFactObserver observer)
{
    private const string IndirectBlock = "pointer to an indirect block";
    private const string DataBlock = "pointer to a block";

    /// <summary>The blocks that a file may have at most, holes included.</summary>
    public long LargestFileBlocks { get; } = BlockPath.LargestFileBlocks(superblock);

    /// <summary>Finds a block of a file and those that follow it.</summary>
    /// <param name="node">The inode.</param>
    /// <param name="fileBlock">The block, counted in the file.</param>
    /// <returns>A run that begins there; it covers at least this block.</returns>
    /// <exception cref="ImageCorruptException">A pointer on the way leaves the blocks that a file may have.</exception>
    public Extent Find(InodeNode node, long fileBlock)
    {
        if (node.Map.TryFind(fileBlock, out Extent known, out bool kept))
        {
            observer.MappingFound(kept);
            return known;
        }

        Extent found = Walk(node, fileBlock);
        node.Map.Set(found);
        return found;
    }

    /// <summary>Where a slot of the way lies on the device, in bytes.</summary>
    /// <param name="inode">The inode's number.</param>
    /// <param name="indirect">The indirect block that holds the slot; 0: the inode does.</param>
    /// <param name="slot">The slot.</param>
    public long SlotAddress(uint inode, uint indirect, int slot) =>
        indirect == 0
            ? inodes.OffsetOf(inode) + InodeRecord.PointersOffset + slot * sizeof(uint)
            : superblock.OffsetOf(indirect) + slot * sizeof(uint);

    /// <summary>Throws unless a pointer that is not 0 may be followed to an indirect block.</summary>
    public void CheckIndirect(uint inode, uint parent, int slot, uint pointer) =>
        groups.CheckFileBlocks(pointer, 1, IndirectBlock, SlotAddress(inode, parent, slot));

    /// <summary>Throws unless a pointer that is not 0 may be followed to a block of the file.</summary>
    public void CheckData(uint inode, uint parent, int slot, uint pointer) =>
        groups.CheckFileBlocks(pointer, 1, DataBlock, SlotAddress(inode, parent, slot));

    private Extent Walk(InodeNode node, long fileBlock)
    {
        BlockPath path = BlockPath.To(fileBlock, superblock);
        uint parent = 0;
        uint pointer = node.Record.Blocks[path[0]];
        for (int level = 1; level <= path.Depth; level++)
        {
            if (pointer == 0)
            {
                return new Extent(fileBlock, RestBelow(path, level), DiskBlock: 0);
            }

            CheckIndirect(node.Number, parent, path[level - 1], pointer);
            parent = pointer;
            pointer = metadata.ReadWord(SlotAddress(node.Number, parent, path[level]));
        }

        return RunFrom(node, fileBlock, parent, path[path.Depth]);
    }

    // How many blocks of a missing subtree come from the one that was asked for on.
    private long RestBelow(BlockPath path, int level)
    {
        long before = 0;
        for (int below = level; below <= path.Depth; below++)
        {
            before += path[below] * path.BlocksBelow(below, superblock.PointersPerBlock);
        }

        return path.BlocksBelow(level - 1, superblock.PointersPerBlock) - before;
    }

    private Extent RunFrom(InodeNode node, long fileBlock, uint parent, int slot)
    {
        Span<uint> pointers = stackalloc uint[superblock.PointersPerBlock];
        pointers = pointers[..ReadLeaf(node, parent, slot, pointers)];
        uint first = pointers[0];
        int count = 1;
        while (count < pointers.Length && pointers[count] == (first == 0 ? 0 : first + (uint)count))
        {
            count++;
        }

        if (first != 0)
        {
            groups.CheckFileBlocks(first, count, DataBlock, SlotAddress(node.Number, parent, slot));
        }

        return new Extent(fileBlock, count, first);
    }

    private int ReadLeaf(InodeNode node, uint parent, int slot, Span<uint> pointers)
    {
        if (parent == 0)
        {
            int direct = InodeRecord.DirectBlocks - slot;
            ((ReadOnlySpan<uint>)node.Record.Blocks).Slice(slot, direct).CopyTo(pointers);
            return direct;
        }

        int count = superblock.PointersPerBlock - slot;
        Span<byte> bytes = stackalloc byte[count * sizeof(uint)];
        metadata.Read(SlotAddress(node.Number, parent, slot), bytes);
        for (int index = 0; index < count; index++)
        {
            pointers[index] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(index * sizeof(uint))..]);
        }

        return count;
    }
}
