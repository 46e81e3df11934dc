using System.Text;
using AopKit.Samples.Btrfs;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Btrfs.Format;

public sealed class ChecksumTests
{
    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xE3069283u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x22620404u)]
    public void Crc32C_KnownText_GivesKnownValue(string text, uint expected) =>
        Assert.Equal(expected, Crc32C.Compute(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("", "0E5751C026E543B2E8AB2EB06099DAA1D1E5DF47778F7787FAAB45CDF12FE3A8")]
    [InlineData("abc", "BDDD813C634239723171EF3FEE98579B94964E3BB1CB3E427262C8C068D52319")]
    public void Blake2b_KnownText_GivesKnownDigest(string text, string expected)
    {
        byte[] digest = new byte[32];

        Assert.Equal(digest.Length, Blake2b.Hash256(Encoding.ASCII.GetBytes(text), digest));

        Assert.Equal(expected, Convert.ToHexString(digest));
    }

    [Theory]
    [InlineData(ChecksumKind.Crc32C)]
    [InlineData(ChecksumKind.XxHash64)]
    [InlineData(ChecksumKind.Sha256)]
    [InlineData(ChecksumKind.Blake2b)]
    public void BlockChecksum_AnyByteFlipped_DoesNotMatch(ChecksumKind kind)
    {
        byte[] block = new byte[4096];
        new Random(3).NextBytes(block);
        BlockChecksum.Compute(kind, block, block);
        Assert.True(BlockChecksum.Matches(kind, block));

        for (int at = BlockChecksum.Bytes; at < block.Length; at += 97)
        {
            block[at] ^= 0x10;
            Assert.False(BlockChecksum.Matches(kind, block));
            block[at] ^= 0x10;
        }
    }

    [Fact]
    public void BlockChecksum_UnknownKind_IsRefusedByNumber()
    {
        var error = Assert.Throws<ImageUnsupportedException>(() => BlockChecksum.Known(9));

        Assert.Contains("checksum type is 9", error.Message, StringComparison.Ordinal);
    }
}
