using System.Buffers.Binary;
using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Tests.Fsblock.Format;

public sealed class SuperblockReaderTests
{
    [Theory]
    [InlineData("ext2-compact-b1024", 1024, 12288u, 2u, 1536u)]
    [InlineData("ext2-compact-b4096", 4096, 3072u, 1u, 3072u)]
    [InlineData("ext2-many-b1024", 1024, 24576u, 3u, 2664u)]
    [InlineData("ext2-b1024-indirect", 1024, 24576u, 3u, 2048u)]
    public void Superblock_OfBundledImage_HasTheShapeItWasMadeWith(
        string image, int blockSize, uint blocks, uint groups, uint inodesPerGroup)
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf(image));

        Superblock read = SuperblockReader.Read(Bytes(device), device.Length);

        Assert.Equal((blockSize, blocks, groups, inodesPerGroup, 256, 1u), (
            read.BlockSize, read.BlockCount, read.GroupCount, read.InodesPerGroup, read.InodeSize, read.Revision));
        Assert.Null(read.Features.WriteObstacle);
        Assert.True(read.Features.HasFileType);
    }

    [Theory]
    [InlineData(56, 0u)]
    [InlineData(24, 7u)]
    [InlineData(24, uint.MaxValue)]
    [InlineData(20, 0u)]
    [InlineData(20, 2u)]
    [InlineData(4, 0u)]
    [InlineData(4, 1u)]
    [InlineData(4, 12289u)]
    [InlineData(4, uint.MaxValue)]
    [InlineData(32, 0u)]
    [InlineData(32, 8193u)]
    [InlineData(32, 1u)]
    [InlineData(40, 0u)]
    [InlineData(40, 8193u)]
    [InlineData(40, uint.MaxValue)]
    [InlineData(0, 0u)]
    [InlineData(0, 3071u)]
    [InlineData(84, 0u)]
    [InlineData(84, uint.MaxValue)]
    [InlineData(88, 0u)]
    [InlineData(88, 100u)]
    [InlineData(88, 2048u)]
    public void Superblock_FieldThatBreaksARule_IsRefusedWithItsAddress(int field, uint value)
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf("ext2-compact-b1024"));
        byte[] bytes = Bytes(device);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(field), value);

        ImageCorruptException error =
            Assert.Throws<ImageCorruptException>(() => SuperblockReader.Read(bytes, device.Length));

        Assert.Equal("superblock", error.Structure);
        Assert.InRange(error.Address, 1024, 2047);
        Assert.Contains(error.Rule, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x1u, "compression")]
    [InlineData(0x4u, "needs_recovery")]
    [InlineData(0x8u, "journal_dev")]
    [InlineData(0x10u, "meta_bg")]
    [InlineData(0x40u, "extents")]
    [InlineData(0x80u, "64bit")]
    [InlineData(0x200u, "flex_bg")]
    [InlineData(0x8000u, "inline_data")]
    [InlineData(0x4000_0000u, "0x40000000")]
    [InlineData(0x2C0u, "extents, 64bit, flex_bg")]
    public void Superblock_UnknownIncompatibleFeature_IsRefusedByName(uint bits, string name)
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf("ext2-compact-b1024"));
        byte[] bytes = Bytes(device);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(96), bits | 0x2);

        ImageUnsupportedException error =
            Assert.Throws<ImageUnsupportedException>(() => SuperblockReader.Read(bytes, device.Length));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Superblock_UnknownReadOnlyFeature_ForbidsWritingByName()
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf("ext2-compact-b1024"));
        byte[] bytes = Bytes(device);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(100), 0x403);

        Assert.Equal("metadata_csum", SuperblockReader.Read(bytes, device.Length).Features.WriteObstacle);
    }

    [Fact]
    public void Superblock_Revision0_IgnoresWhatRevision1Added()
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf("ext2-compact-b1024"));
        byte[] bytes = Bytes(device);
        bytes[76] = 0;
        bytes.AsSpan(84).Fill(0xFF);

        Superblock read = SuperblockReader.Read(bytes, device.Length);

        Assert.Equal((128, 11u, default(Features)), (read.InodeSize, read.FirstInode, read.Features));
        Assert.True(read.HasSuperblock(6));
    }

    [Fact]
    public void Superblock_LaterRevision_IsUnsupported()
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf("ext2-compact-b1024"));
        byte[] bytes = Bytes(device);
        bytes[76] = 2;

        Assert.Throws<ImageUnsupportedException>(() => SuperblockReader.Read(bytes, device.Length));
    }

    [Theory]
    [InlineData(0u, true)]
    [InlineData(1u, true)]
    [InlineData(2u, false)]
    [InlineData(3u, true)]
    [InlineData(6u, false)]
    [InlineData(9u, true)]
    [InlineData(15u, false)]
    [InlineData(25u, true)]
    [InlineData(49u, true)]
    public void HasSuperblock_SparseSuper_OnlyInPowersOf3And5And7(uint group, bool expected)
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf("ext2-compact-b1024"));

        Assert.Equal(expected, SuperblockReader.Read(Bytes(device), device.Length).HasSuperblock(group));
    }

    private static byte[] Bytes(IDevice device)
    {
        byte[] bytes = new byte[Superblock.Length];
        device.Read(Superblock.Offset, bytes);
        return bytes;
    }
}
