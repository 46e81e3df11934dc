using System.Buffers.Binary;
using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Tests.Fsblock.Format;

public sealed class GroupDescriptorTests
{
    private static readonly Superblock s_shape = TestShape.Default;

    [Fact]
    public void Descriptor_WithinItsGroup_IsRead()
    {
        GroupDescriptor read = GroupDescriptor.Read(Bytes(8195, 8196, 8197, 100), s_shape, group: 1);

        Assert.Equal(new GroupDescriptor(8195, 8196, 8197, 100), read);
        Assert.True(s_shape.IsSystemBlock(8193, read));
        Assert.True(s_shape.IsSystemBlock(8195, read));
        Assert.True(s_shape.IsSystemBlock(8212, read));
        Assert.False(s_shape.IsSystemBlock(8213, read));
    }

    [Theory]
    [InlineData(1u, 8196u, 8197u, 0)]
    [InlineData(8194u, 8196u, 8197u, 0)]
    [InlineData(12000u, 8196u, 8197u, 0)]
    [InlineData(8195u, uint.MaxValue, 8197u, 0)]
    [InlineData(8195u, 8195u, 8197u, 0)]
    [InlineData(8195u, 8196u, 8196u, 0)]
    [InlineData(8195u, 8196u, 11999u, 0)]
    [InlineData(8195u, 8196u, uint.MaxValue, 0)]
    [InlineData(8195u, 8196u, 8197u, 3808)]
    public void Descriptor_ThatBreaksARule_IsRefused(uint blockBitmap, uint inodeBitmap, uint table, ushort free)
    {
        ImageCorruptException error = Assert.Throws<ImageCorruptException>(
            () => GroupDescriptor.Read(Bytes(blockBitmap, inodeBitmap, table, free), s_shape, group: 1));

        Assert.Equal("group descriptor", error.Structure);
        Assert.InRange(error.Address, 2048 + 32, 2048 + 63);
    }

    private static byte[] Bytes(uint blockBitmap, uint inodeBitmap, uint table, ushort free)
    {
        byte[] bytes = new byte[GroupDescriptor.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, blockBitmap);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), inodeBitmap);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), table);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(12), free);
        return bytes;
    }
}
