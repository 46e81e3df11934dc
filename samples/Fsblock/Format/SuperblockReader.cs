using System.Buffers.Binary;
using System.Numerics;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Fsblock.Format;

/// <summary>
/// Reads a superblock from its bytes and refuses one that breaks a rule that later arithmetic relies on.
/// </summary>
internal static class SuperblockReader
{
    private const ushort Magic = 0xEF53;
    private const uint LargestKnownRevision = 1;
    private const int OriginalInodeSize = 128;
    private const uint OriginalFirstInode = 11;
    private const uint LargestBlockShift = 2;

    /// <summary>Reads the superblock.</summary>
    /// <param name="bytes">Its <see cref="Superblock.Length"/> bytes.</param>
    /// <param name="deviceBytes">The size of the device; the file system must lie inside.</param>
    /// <exception cref="ImageCorruptException">A field breaks a rule.</exception>
    /// <exception cref="ImageUnsupportedException">The image is no damaged one, but not for this client.</exception>
    public static Superblock Read(ReadOnlySpan<byte> bytes, long deviceBytes)
    {
        ushort magic = BinaryPrimitives.ReadUInt16LittleEndian(bytes[56..]);
        Require(magic == Magic, 56, $"the magic number must be 0xEF53, not 0x{magic:X4}; this is no ext2 image");
        uint revision = Word(bytes, 76);
        if (revision > LargestKnownRevision)
        {
            throw new ImageUnsupportedException($"it has revision {revision}; revisions 0 and 1 are known");
        }

        Features features = revision == 0 ? default : new(Word(bytes, 92), Word(bytes, 96), Word(bytes, 100));
        features.ThrowIfUnreadable();
        Superblock read = new()
        {
            BlockSize = ReadBlockSize(Word(bytes, 24)),
            BlockCount = Word(bytes, 4),
            FirstDataBlock = Word(bytes, 20),
            BlocksPerGroup = Word(bytes, 32),
            InodesPerGroup = Word(bytes, 40),
            InodeCount = Word(bytes, 0),
            InodeSize = revision == 0 ? OriginalInodeSize : BinaryPrimitives.ReadUInt16LittleEndian(bytes[88..]),
            FirstInode = revision == 0 ? OriginalFirstInode : Word(bytes, 84),
            Revision = revision,
            Features = features,
            ReservedDescriptorBlocks = revision == 0 ? 0u : BinaryPrimitives.ReadUInt16LittleEndian(bytes[206..]),
            BackupGroups = (Word(bytes, 588), Word(bytes, 592)),
        };
        CheckBlocks(read, deviceBytes);
        CheckInodes(read);
        return read;
    }

    private static int ReadBlockSize(uint shift)
    {
        // mke2fs can make blocks up to 64 KiB, for machines with pages as large; 6 is the largest shift of the format.
        Require(shift <= 6, 24, $"the block size must be 1 KiB shifted by at most 6, not by {shift}");
        return shift <= LargestBlockShift
            ? 1024 << (int)shift
            : throw new ImageUnsupportedException(
                $"its blocks have {1024 << (int)shift} bytes; 1, 2 and 4 KiB are read");
    }

    private static void CheckBlocks(Superblock read, long deviceBytes)
    {
        uint expectedFirst = read.BlockSize == 1024 ? 1u : 0u;
        Require(
            read.FirstDataBlock == expectedFirst,
            20, $"the first data block must be {expectedFirst} for blocks of {read.BlockSize} bytes, not "
                + $"{read.FirstDataBlock}");
        Require(
            read.LengthBytes <= deviceBytes,
            4, $"{read.BlockCount} blocks of {read.BlockSize} bytes do not fit into an image of {deviceBytes} bytes");
        Require(
            read.BlocksPerGroup > 0 && read.BlocksPerGroup <= 8u * (uint)read.BlockSize,
            32, $"a group must have 1 to {8 * read.BlockSize} blocks, as its bitmap is one block, not "
                + $"{read.BlocksPerGroup}");
        Require(
            read.BlockCount > read.FirstDataBlock, 4, $"{read.BlockCount} blocks leave no room for a group");
        Require(
            read.FirstDataBlock + 1 + (long)read.DescriptorBlocks <= read.BlockCount,
            4, $"{read.BlockCount} blocks leave no room for {read.DescriptorBlocks} blocks of group descriptors");
    }

    private static void CheckInodes(Superblock read)
    {
        Require(
            read.InodesPerGroup > 0 && read.InodesPerGroup <= 8u * (uint)read.BlockSize,
            40, $"a group must have 1 to {8 * read.BlockSize} inodes, as its bitmap is one block, not "
                + $"{read.InodesPerGroup}");
        Require(
            (ulong)read.InodesPerGroup * read.GroupCount == read.InodeCount,
            0, $"{read.GroupCount} groups of {read.InodesPerGroup} inodes must be all {read.InodeCount} inodes");
        Require(
            read.InodeSize >= OriginalInodeSize && read.InodeSize <= read.BlockSize
                && BitOperations.IsPow2(read.InodeSize),
            88, $"an inode must have a power of two of bytes from 128 to the block size, not {read.InodeSize}");
        Require(
            read.FirstInode >= OriginalFirstInode && read.FirstInode <= read.InodeCount,
            84, $"the first free inode must lie in 11 to {read.InodeCount}, not at {read.FirstInode}");
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static void Require(bool holds, int field, string rule)
    {
        if (!holds)
        {
            throw new ImageCorruptException("superblock", Superblock.Offset + field, rule);
        }
    }
}
