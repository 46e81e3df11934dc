using System.Buffers.Binary;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Fsblock.Format;

/// <summary>Where a group keeps its bitmaps and inodes, and how many of its blocks are free.</summary>
/// <param name="BlockBitmap">The block that holds one bit for each block of the group; set means in use.</param>
/// <param name="InodeBitmap">The same for inodes.</param>
/// <param name="InodeTable">The first block of the group's inodes.</param>
/// <param name="FreeBlocks">What the group says is free.</param>
internal readonly record struct GroupDescriptor(uint BlockBitmap, uint InodeBitmap, uint InodeTable, ushort FreeBlocks)
{
    /// <summary>Bytes of a descriptor.</summary>
    public const int Length = 32;

    /// <summary>Where the count of free blocks lies in a descriptor, in bytes.</summary>
    public const int FreeBlocksOffset = 12;

    private const string Structure = "group descriptor";

    /// <summary>Reads the descriptor of <paramref name="group"/>.</summary>
    /// <param name="bytes">Its <see cref="Length"/> bytes.</param>
    /// <param name="superblock">The shape of the file system.</param>
    /// <param name="group">The group.</param>
    /// <exception cref="ImageCorruptException">It points outside its group, or its parts overlap.</exception>
    public static GroupDescriptor Read(ReadOnlySpan<byte> bytes, Superblock superblock, uint group)
    {
        var read = new GroupDescriptor(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[FreeBlocksOffset..]));
        long address = superblock.DescriptorOffset(group);
        Check(superblock, group, read.BlockBitmap, 1, address, "the block bitmap");
        Check(superblock, group, read.InodeBitmap, 1, address + 4, "the inode bitmap");
        Check(superblock, group, read.InodeTable, superblock.InodeTableBlocks, address + 8, "the inode table");
        if (read.BlockBitmap == read.InodeBitmap || read.IsInTable(superblock, read.BlockBitmap)
            || read.IsInTable(superblock, read.InodeBitmap))
        {
            throw new ImageCorruptException(
                Structure, address, $"the bitmaps and the inode table of group {group} must not overlap");
        }

        if (read.FreeBlocks > superblock.BlocksIn(group))
        {
            throw new ImageCorruptException(
                Structure, address + FreeBlocksOffset,
                $"group {group} of {superblock.BlocksIn(group)} blocks cannot have {read.FreeBlocks} free ones");
        }

        return read;
    }

    private bool IsInTable(Superblock superblock, uint block) =>
        block >= InodeTable && block - InodeTable < superblock.InodeTableBlocks;

    // Without flex_bg, which is refused, a group's structures lie in the group and behind its copy of the superblock.
    private static void Check(Superblock superblock, uint group, uint block, uint count, long address, string what)
    {
        long first = superblock.FirstBlockOf(group);
        long end = first + superblock.BlocksIn(group);
        if (superblock.HasSuperblock(group))
        {
            first += 1 + superblock.DescriptorBlocks;
        }

        if (block < first || block + (long)count > end)
        {
            throw new ImageCorruptException(
                Structure, address, $"{what} of group {group} must lie in blocks {first} to {end - 1}, not at {block}");
        }
    }
}
