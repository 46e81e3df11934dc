using System.Numerics;
using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Fsblock.Volume;

/// <summary>
/// Takes blocks out of the bitmaps and gives them back, and keeps the counts of groups and superblock in step. One
/// writer at a time. It takes the reserved blocks too: whoever opens an image has the rights of its owner.
/// </summary>
internal sealed class BlockAllocator(
    Superblock superblock, MetadataSpace metadata, GroupTable groups, SuperblockFields fields)
{
    /// <summary>
    /// Takes a free block: the first one from <paramref name="goal"/> on, else in the groups behind it.
    /// </summary>
    /// <param name="goal">Where it would lie best.</param>
    /// <param name="block">The block. Its content is whatever was there before.</param>
    /// <returns>False if the file system is full.</returns>
    /// <exception cref="ImageCorruptException">Bitmap and counts contradict each other.</exception>
    public bool TryAllocate(uint goal, out uint block)
    {
        goal = superblock.Contains(goal) ? goal : superblock.FirstDataBlock;
        uint first = superblock.GroupOf(goal);
        for (uint turn = 0; turn < superblock.GroupCount; turn++)
        {
            uint group = (first + turn) % superblock.GroupCount;
            GroupDescriptor descriptor = groups.Read(group);
            if (descriptor.FreeBlocks > 0)
            {
                int from = turn == 0 ? (int)(goal - superblock.FirstBlockOf(group)) : 0;
                block = Take(group, descriptor, from);
                return true;
            }
        }

        block = 0;
        return false;
    }

    /// <summary>Gives a block back.</summary>
    /// <param name="block">A block that was checked to be one of a file.</param>
    /// <exception cref="ImageCorruptException">It is free already, so that two files claim it.</exception>
    public void Free(uint block)
    {
        uint group = superblock.GroupOf(block);
        GroupDescriptor descriptor = groups.Read(group);
        int bit = (int)(block - superblock.FirstBlockOf(group));
        long address = superblock.OffsetOf(descriptor.BlockBitmap) + bit / 8;
        byte bits = ReadByte(address);
        if ((bits >> bit % 8 & 1) == 0)
        {
            throw new ImageCorruptException("block bitmap", address, $"block {block} of a file must not be free");
        }

        if (descriptor.FreeBlocks == superblock.BlocksIn(group))
        {
            throw new ImageCorruptException(
                "group descriptor", superblock.DescriptorOffset(group) + GroupDescriptor.FreeBlocksOffset,
                $"group {group} cannot be all free while block {block} is in use");
        }

        WriteByte(address, (byte)(bits & ~(1 << bit % 8)));
        groups.WriteFreeBlocks(group, (ushort)(descriptor.FreeBlocks + 1));
        fields.AddFreeBlocks(1);
    }

    private uint Take(uint group, GroupDescriptor descriptor, int from)
    {
        long bitmap = superblock.OffsetOf(descriptor.BlockBitmap);
        int bit = FindFree(bitmap, from, (int)superblock.BlocksIn(group))
            ?? FindFree(bitmap, 0, from)
            ?? throw new ImageCorruptException(
                "block bitmap", bitmap, $"no block is free, but group {group} says that {descriptor.FreeBlocks} are");
        uint block = superblock.FirstBlockOf(group) + (uint)bit;
        if (superblock.IsSystemBlock(block, descriptor))
        {
            throw new ImageCorruptException(
                "block bitmap", bitmap + bit / 8,
                $"block {block}, which group {group} needs for itself, must not be free");
        }

        byte bits = ReadByte(bitmap + bit / 8);
        WriteByte(bitmap + bit / 8, (byte)(bits | 1 << bit % 8));
        groups.WriteFreeBlocks(group, (ushort)(descriptor.FreeBlocks - 1));
        fields.AddFreeBlocks(-1);
        return block;
    }

    private int? FindFree(long bitmap, int from, int end)
    {
        Span<byte> bits = stackalloc byte[superblock.BlockSize];
        metadata.Read(bitmap, bits);
        for (int bit = from; bit < end; bit = (bit / 8 + 1) * 8)
        {
            // The bits before the first one of interest count as taken.
            int free = ~bits[bit / 8] & 0xFF & 0xFF << bit % 8;
            if (free != 0)
            {
                int found = bit / 8 * 8 + BitOperations.TrailingZeroCount(free);
                return found < end ? found : null;
            }
        }

        return null;
    }

    private byte ReadByte(long address)
    {
        Span<byte> one = stackalloc byte[1];
        metadata.Read(address, one);
        return one[0];
    }

    private void WriteByte(long address, byte value) => metadata.Write(address, [value]);
}
