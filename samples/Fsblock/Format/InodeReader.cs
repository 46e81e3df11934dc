using System.Buffers.Binary;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Fsblock.Format;

/// <summary>Reads an inode from its bytes and refuses one that breaks a rule.</summary>
internal static class InodeReader
{
    private const InodeFlags NotExt2 = InodeFlags.Compressed | InodeFlags.Extents | InodeFlags.InlineData;

    /// <summary>Reads inode <paramref name="number"/>.</summary>
    /// <param name="bytes">At least its first <see cref="InodeRecord.Length"/> bytes.</param>
    /// <param name="superblock">The shape of the file system.</param>
    /// <param name="number">Its number.</param>
    /// <param name="address">Where it lies on the device.</param>
    /// <exception cref="ImageCorruptException">It is not in use, or a field breaks a rule.</exception>
    public static InodeRecord Read(ReadOnlySpan<byte> bytes, Superblock superblock, uint number, long address)
    {
        var read = new InodeRecord
        {
            Mode = BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            Size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            ChangedSeconds = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
            ModifiedSeconds = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
            Links = BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]),
            Sectors = BinaryPrimitives.ReadUInt32LittleEndian(bytes[28..]),
            Flags = (InodeFlags)BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]),
            AttributeBlock = BinaryPrimitives.ReadUInt32LittleEndian(bytes[104..]),
            User = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..])
                | (uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[120..]) << 16,
            Group = BinaryPrimitives.ReadUInt16LittleEndian(bytes[24..])
                | (uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[122..]) << 16,
        };
        if (read.Type == Ext2FileType.Regular && superblock.Revision > 0)
        {
            read.Size |= (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[108..]) << 32;
        }

        for (int pointer = 0; pointer < InodeRecord.Pointers; pointer++)
        {
            read.Blocks[pointer] =
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[(InodeRecord.PointersOffset + pointer * sizeof(uint))..]);
        }

        if (Broken(read, superblock) is { } rule)
        {
            throw new ImageCorruptException($"inode {number}", address, rule);
        }

        return read;
    }

    /// <summary>The number of a device node: the old form of 8 + 8 bits, or the new one in the second word.</summary>
    public static Ext2DeviceNumber DeviceOf(in InodeRecord inode)
    {
        if (inode.Type is not (Ext2FileType.CharacterDevice or Ext2FileType.BlockDevice))
        {
            return default;
        }

        uint old = inode.Blocks[0];
        uint wide = inode.Blocks[1];
        return old != 0
            ? new((int)(old >> 8 & 0xFF), (int)(old & 0xFF))
            : new((int)(wide >> 8 & 0xFFF), (int)(wide & 0xFF | wide >> 12 & 0xFFF00));
    }

    private static string? Broken(in InodeRecord inode, Superblock superblock)
    {
        long largest = BlockPath.LargestFileBlocks(superblock) * superblock.BlockSize;
        return inode switch
        {
            { Links: 0 } => "an inode that a directory entry names must have links",
            _ when !Enum.IsDefined(inode.Type) => $"mode 0x{inode.Mode:x4} is no known type of file",
            _ when (inode.Flags & NotExt2) is not 0 and var flags =>
                $"the flags {flags} need a feature that the superblock does not announce",
            _ when inode.AttributeBlock != 0 && !superblock.Contains(inode.AttributeBlock) =>
                $"its attribute block {inode.AttributeBlock} lies outside the file system",
            { Type: Ext2FileType.Directory } => BrokenDirectory(inode, superblock),
            { Type: Ext2FileType.SymbolicLink } => BrokenLink(inode, superblock),
            { Type: Ext2FileType.Regular } when (ulong)inode.Size > (ulong)largest =>
                $"{(ulong)inode.Size} bytes are more than the {largest} that block numbers can reach",
            _ => null,
        };
    }

    // A directory has no holes, hence the second rule: it bounds every scan by the size of the image.
    private static string? BrokenDirectory(in InodeRecord inode, Superblock superblock) =>
        inode.Size == 0 || inode.Size % superblock.BlockSize != 0
            ? $"a directory must have whole blocks of {superblock.BlockSize} bytes, not {inode.Size} bytes"
            : inode.Size / superblock.BlockSize > superblock.BlockCount
                ? $"a directory of {inode.Size} bytes is larger than the file system"
                : null;

    private static string? BrokenLink(in InodeRecord inode, Superblock superblock)
    {
        int room = inode.IsFastLink(superblock.BlockSize) ? InodeRecord.FastLinkBytes : superblock.BlockSize;
        return inode.Size == 0 || inode.Size >= room
            ? $"a link target here must have 1 to {room - 1} bytes, not {inode.Size}"
            : null;
    }
}
