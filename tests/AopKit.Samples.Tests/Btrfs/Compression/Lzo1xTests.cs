using System.Text;
using AopKit.Samples.Btrfs.Compression;

namespace AopKit.Samples.Tests.Btrfs.Compression;

public sealed class Lzo1xTests
{
    private const string Fox = "the quick brown fox jumps over the quick brown dog and the quick brown fox";

    // Streams that an independent packer made, at its fastest and at its best, of texts of this test.
    [Theory]
    [InlineData("", "110000")]
    [InlineData("a", "1261110000")]
    [InlineData("abc", "14616263110000")]
    [InlineData(
        Fox,
        "000d74686520717569636b2062726f776e20666f78206a756d7073206f766572202e78000009646f6720616e642074686520"
        + "717569636b2062726f776e20666f78110000")]
    [InlineData(
        Fox,
        "3074686520717569636b2062726f776e20666f78206a756d7073206f766572202e780005646f6720616e642031d800110000")]
    public void Unpack_ForeignStream_GivesText(string text, string packed) =>
        Assert.Equal(text, Encoding.ASCII.GetString(Unpack(Convert.FromHexString(packed), text.Length)));

    [Theory]
    [InlineData("02787878787820f31000000178787878787878787878787878787878787878110000")]
    [InlineData("127820000b0000110000")]
    public void Unpack_OverlappingMatch_RepeatsItself(string packed) =>
        Assert.Equal(new string('x', 300), Encoding.ASCII.GetString(Unpack(Convert.FromHexString(packed), 300)));

    // One case for each instruction: 4 literals "abcd", then the match. The distance is given in its own encoding.
    [Theory]
    [InlineData("40 00", "ddd")] // 01LDDDss: 3 bytes, 1 back
    [InlineData("6C 00", "abcd")] // 01LDDDss: 4 bytes, 4 back
    [InlineData("EC 00", "abcdabcd")] // 1LLDDDss: 8 bytes, 4 back
    [InlineData("25 0C 00", "abcdabc")] // 001LLLLL: 2 + 5 bytes, 4 back
    [InlineData("20 01 0C 00", "abcdabcdabcdabcdabcdabcdabcdabcdab")] // 001LLLLL: run length 31 + 1, 4 back
    public void Unpack_EachNearMatch_CopiesIt(string match, string expected)
    {
        byte[] stream =
            Convert.FromHexString("15" + "61626364" + match.Replace(" ", "", StringComparison.Ordinal) + "110000");

        string text = Encoding.ASCII.GetString(Unpack(stream, 4 + expected.Length));

        Assert.Equal("abcd" + expected, text);
    }

    [Fact]
    public void Unpack_FarMatches_ReachBeyond2048And16384()
    {
        // 20,000 literals: a long run, which leaves the state "many literals"; then 3 bytes from 2054 back; no
        // literals; then 2 + 7 bytes from 16384 + 100 back.
        byte[] literals = new byte[20_000];
        new Random(4).NextBytes(literals);
        List<byte> stream = [0];
        int run = literals.Length - 3 - 15;
        stream.AddRange(new byte[(run - 1) / 255]);
        stream.Add((byte)(run - ((run - 1) / 255 * 255)));
        stream.AddRange(literals);
        stream.AddRange([0b0000_0100, 1]); // D = 1, H = 1: (1 << 2) + 1 + 2049 = 2054 back, 3 bytes
        stream.AddRange([0x17, (100 << 2) & 0xFF, (100 << 2) >> 8]); // 2 + 7 bytes, 16384 + 100 back
        stream.AddRange([0x11, 0, 0]);

        byte[] unpacked = Unpack([.. stream], 20_012);

        Assert.Equal(literals, unpacked[..20_000]);
        Assert.Equal(literals[(20_000 - 2054)..(20_000 - 2051)], unpacked[20_000..20_003]);
        Assert.Equal(unpacked[(20_003 - 16_484)..(20_003 - 16_475)], unpacked[20_003..]);
    }

    [Fact]
    public void Unpack_TwoByteMatchAfterFewLiterals_CopiesIt()
    {
        // "abc" by the first byte's form (3 literals), then 0000DDss: 2 bytes, 1 + D back, with one literal after.
        byte[] unpacked = Unpack(Convert.FromHexString("14616263" + "0900" + "7A" + "110000"), 6);

        Assert.Equal("abcabz", Encoding.ASCII.GetString(unpacked));
    }

    [Theory]
    [InlineData("", "without an end mark")]
    [InlineData("15616263", "within 4 literals")]
    [InlineData("1561626364", "without an end mark")]
    [InlineData("156162636440", "without an end mark")]
    [InlineData("1561626364250C", "within a distance")]
    [InlineData("15616263642510 00110000", "reaches 5 bytes back")]
    [InlineData("15616263642F0C00110000", "more than 16 bytes")]
    [InlineData("156162636420000000000000FF0C00110000", "does not fit")]
    [InlineData("14616263110000FF", "follow the end mark")]
    [InlineData("1461626312000000", "end mark has the length")]
    [InlineData("00000000000000000000", "does not fit")]
    public void Unpack_DamagedStream_SaysWhat(string hex, string message)
    {
        byte[] stream = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        var error = Assert.Throws<CompressedDataException>(() => Lzo1x.Unpack(stream, new byte[16]));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_RandomBytes_NeverLeavesTheBuffers()
    {
        var random = new Random(5);
        byte[] stream = new byte[200];
        byte[] destination = new byte[4096];
        for (int round = 0; round < 20_000; round++)
        {
            random.NextBytes(stream);
            stream[0] = (byte)(17 + random.Next(20));
            try
            {
                Lzo1x.Unpack(stream.AsSpan(0, random.Next(stream.Length)), destination);
            }
            catch (CompressedDataException)
            {
                // The only way in which damage may show.
            }
        }
    }

    private static byte[] Unpack(byte[] stream, int length)
    {
        byte[] destination = new byte[length];
        Assert.Equal(length, Lzo1x.Unpack(stream, destination));
        return destination;
    }
}
