using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Fsblock.Volume;

/// <summary>
/// The table of group descriptors, read where it lies, and the rule that keeps files off the groups' own blocks.
/// </summary>
internal sealed class GroupTable(Superblock superblock, MetadataSpace metadata)
{
    /// <summary>Reads and checks the descriptor of a group.</summary>
    /// <exception cref="ImageCorruptException">It breaks a rule.</exception>
    public GroupDescriptor Read(uint group)
    {
        Span<byte> bytes = stackalloc byte[GroupDescriptor.Length];
        metadata.Read(superblock.DescriptorOffset(group), bytes);
        return GroupDescriptor.Read(bytes, superblock, group);
    }

    /// <summary>Says how many blocks of a group are free.</summary>
    public void WriteFreeBlocks(uint group, ushort count) =>
        metadata.WriteHalf(superblock.DescriptorOffset(group) + GroupDescriptor.FreeBlocksOffset, count);

    /// <summary>Throws unless a run of blocks may belong to a file.</summary>
    /// <param name="first">The first block.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="structure">What points to them.</param>
    /// <param name="address">Where the pointer lies on the device.</param>
    /// <exception cref="ImageCorruptException">They leave the file system, or are its own.</exception>
    public void CheckFileBlocks(uint first, long count, string structure, long address)
    {
        long end = first + count;
        if (!superblock.Contains(first) || end > superblock.BlockCount)
        {
            throw new ImageCorruptException(
                structure, address,
                $"it must lie in blocks {superblock.FirstDataBlock} to {superblock.BlockCount - 1}, not at {first}");
        }

        for (long block = first; block < end;)
        {
            uint group = superblock.GroupOf((uint)block);
            GroupDescriptor descriptor = Read(group);
            long groupEnd = superblock.FirstBlockOf(group) + (long)superblock.BlocksIn(group);
            for (; block < Math.Min(end, groupEnd); block++)
            {
                if (superblock.IsSystemBlock((uint)block, descriptor))
                {
                    throw new ImageCorruptException(
                        structure, address, $"it points to block {block}, which group {group} needs for itself");
                }
            }
        }
    }
}
