using System.Buffers.Binary;
using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Tests.Fsblock.Format;

public sealed class InodeReaderTests
{
    [Fact]
    public void Inode_WrittenBack_ReadsTheSame()
    {
        byte[] bytes = Bytes(0x81A4, 1000);
        InodeRecord inode = Read(bytes);
        inode.Size = 3L << 32 | 7;
        inode.Sectors = 99;
        inode.ModifiedSeconds = 123;
        inode.Blocks[14] = 4711;

        inode.WriteTo(bytes);

        InodeRecord again = Read(bytes);
        Assert.Equal(
            (3L << 32 | 7, 99u, 123u, 4711u), (again.Size, again.Sectors, again.ModifiedSeconds, again.Blocks[14]));
        Assert.Equal(Ext2FileType.Regular, again.Type);
    }

    [Theory]
    [InlineData(0x0501u, 0u, 5, 1)]
    [InlineData(0u, 0x00100503u, 5, 0x103)]
    public void DeviceOf_OldAndNewForm_GivesMajorAndMinor(uint first, uint second, int major, int minor)
    {
        byte[] bytes = Bytes(0x21A4, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(40), first);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(44), second);

        Assert.Equal(new Ext2DeviceNumber(major, minor), InodeReader.DeviceOf(Read(bytes)));
    }

    [Theory]
    [InlineData(0x01A4, 0u, 0)]
    [InlineData(0xF1A4, 0u, 0)]
    [InlineData(0x41ED, 0u, 0)]
    [InlineData(0x41ED, 1000u, 0)]
    [InlineData(0x41ED, 0xFFFFFC00u, 0)]
    [InlineData(0xA1FF, 0u, 0)]
    [InlineData(0xA1FF, 60u, 0)]
    [InlineData(0xA1FF, 1024u, 2)]
    [InlineData(0xA1FF, uint.MaxValue, 2)]
    public void Inode_ThatBreaksARule_IsRefused(int mode, uint size, uint sectors)
    {
        byte[] bytes = Bytes(mode, size);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(28), sectors);

        ImageCorruptException error = Assert.Throws<ImageCorruptException>(() => Read(bytes));

        Assert.Equal(("inode 12", 4096L), (error.Structure, error.Address));
    }

    [Theory]
    [InlineData(26, 0u)]
    [InlineData(32, 0x80000u)]
    [InlineData(104, 12000u)]
    [InlineData(108, 5u)]
    [InlineData(108, 0x8000_0000u)]
    public void RegularFile_FieldThatBreaksARule_IsRefused(int field, uint value)
    {
        byte[] bytes = Bytes(0x81A4, uint.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(field), value);

        Assert.Throws<ImageCorruptException>(() => Read(bytes));
    }

    private static InodeRecord Read(byte[] bytes) => InodeReader.Read(bytes, s_shape, 12, 4096);

    private static readonly Superblock s_shape = TestShape.Default;

    private static byte[] Bytes(int mode, uint size)
    {
        byte[] bytes = new byte[InodeRecord.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)mode);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), size);
        bytes[26] = 1;
        return bytes;
    }
}
