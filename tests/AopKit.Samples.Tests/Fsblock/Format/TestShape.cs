using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Tests.Fsblock.Format;

/// <summary>A small shape for tests of single structures: 1 KiB blocks, two groups, 256 inodes.</summary>
internal static class TestShape
{
    public static Superblock Default { get; } = new()
    {
        BlockSize = 1024,
        BlockCount = 12000,
        FirstDataBlock = 1,
        BlocksPerGroup = 8192,
        InodesPerGroup = 128,
        InodeCount = 256,
        InodeSize = 128,
        FirstInode = 11,
        Revision = 1,
        Features = new Features(0, 0x2, 0x3),
        ReservedDescriptorBlocks = 0,
        BackupGroups = (0, 0),
    };
}
