using System.Buffers.Binary;
using System.Text;
using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Tests.Fsblock.Format;

public sealed class DirectoryBlockTests
{
    private const long Address = 5 * 1024;

    [Fact]
    public void Entries_InUse_ComeInOrderAndOthersAreSkipped()
    {
        byte[] block = new byte[1024];
        Put(block, 0, 2, 12, ".");
        Put(block, 12, 0, 16, "gone");
        Put(block, 28, 7, 996, "file");

        Assert.Equal(["2 .", "7 file"], Names(block, TestShape.Default));
    }

    [Fact]
    public void Entry_WithoutTypeFeature_HasALengthOfTwoBytes()
    {
        byte[] block = new byte[1024];
        Put(block, 0, 7, 1024, "file");
        Superblock shape = TestShape.Default with { Features = default };

        Assert.Equal(["7 file"], Names(block, shape));
        block[7] = 1;
        Assert.Throws<ImageCorruptException>(() => Names(block, shape));
    }

    [Theory]
    [InlineData(0, "shorter than a header")]
    [InlineData(8, "shorter than an entry")]
    [InlineData(13, "not a multiple of four")]
    [InlineData(1028, "over the end of the block")]
    [InlineData(0xFFFC, "far over the end of the block")]
    [InlineData(1016, "a rest too short for an entry")]
    public void Entry_WithABrokenLength_IsRefused(int length, string what)
    {
        byte[] block = new byte[1024];
        Put(block, 0, 7, (ushort)length, "file");

        ImageCorruptException error = Assert.Throws<ImageCorruptException>(() => Names(block, TestShape.Default));

        Assert.True(error.Structure == "directory entry" && error.Address >= Address, what);
    }

    [Theory]
    [InlineData(7u, 0, "")]
    [InlineData(7u, 5, "abcd")]
    [InlineData(7u, 4, "a/cd")]
    [InlineData(7u, 4, "a\0cd")]
    [InlineData(257u, 4, "abcd")]
    [InlineData(uint.MaxValue, 4, "abcd")]
    public void Entry_WithABrokenNameOrInode_IsRefused(uint inode, byte nameLength, string name)
    {
        byte[] block = new byte[1024];
        Put(block, 0, inode, 12, name);
        block[6] = nameLength;

        Assert.Equal(Address, Assert.Throws<ImageCorruptException>(() => Names(block, TestShape.Default)).Address);
    }

    private static List<string> Names(byte[] block, Superblock shape)
    {
        var names = new List<string>();
        var entries = new DirectoryBlock(block, shape, Address);
        while (entries.MoveNext())
        {
            names.Add($"{entries.Inode} {Encoding.UTF8.GetString(entries.Name)}");
        }

        return names;
    }

    private static void Put(byte[] block, int offset, uint inode, ushort length, string name)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(offset), inode);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(offset + 4), length);
        block[offset + 6] = (byte)name.Length;
        Encoding.UTF8.GetBytes(name, block.AsSpan(offset + 8));
    }
}
