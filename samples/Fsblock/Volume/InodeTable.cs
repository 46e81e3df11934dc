using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Fsblock.Volume;

/// <summary>The inodes, read and written where they lie.</summary>
internal sealed class InodeTable(Superblock superblock, MetadataSpace metadata, GroupTable groups)
{
    /// <summary>Where inode <paramref name="number"/> lies on the device, in bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such inode.</exception>
    public long OffsetOf(uint number)
    {
        ArgumentOutOfRangeException.ThrowIfZero(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, superblock.InodeCount);
        uint group = (number - 1) / superblock.InodesPerGroup;
        uint inGroup = (number - 1) % superblock.InodesPerGroup;
        return superblock.OffsetOf(groups.Read(group).InodeTable) + (long)inGroup * superblock.InodeSize;
    }

    /// <summary>Reads and checks an inode.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such inode.</exception>
    /// <exception cref="ImageCorruptException">It breaks a rule.</exception>
    public InodeRecord Read(uint number)
    {
        Span<byte> bytes = stackalloc byte[InodeRecord.Length];
        long offset = OffsetOf(number);
        metadata.Read(offset, bytes);
        return InodeReader.Read(bytes, superblock, number, offset);
    }

    /// <summary>Writes the fields of an inode that writing its file changes.</summary>
    public void Write(uint number, in InodeRecord record)
    {
        Span<byte> bytes = stackalloc byte[InodeRecord.Length];
        long offset = OffsetOf(number);
        metadata.Read(offset, bytes);
        record.WriteTo(bytes);
        metadata.Write(offset, bytes);
    }
}
