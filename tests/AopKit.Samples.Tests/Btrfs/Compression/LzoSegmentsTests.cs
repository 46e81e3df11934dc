using System.Buffers.Binary;
using AopKit.Samples.Btrfs.Compression;

namespace AopKit.Samples.Tests.Btrfs.Compression;

public sealed class LzoSegmentsTests
{
    private const int SectorBytes = 4096;

    [Fact]
    public void Unpack_LengthThatWouldCrossASector_IsLookedForInTheNext()
    {
        // Streams of 4 + 2 + 3 bytes: a first byte of 17 + 4, four literals, the end mark. The first one is made long
        // enough that 1 to 3 bytes are left in the sector; the next length must then start the next sector.
        for (int left = 1; left <= 3; left++)
        {
            byte[] first = Literals(SectorBytes - left - 8, out byte[] firstText);
            byte[] second = Literals(100, out byte[] secondText);
            byte[] extent = new byte[2 * SectorBytes];
            int at = 4;
            at = Put(extent, at, first);
            Assert.Equal(SectorBytes - left, at);
            at = Put(extent, SectorBytes, second);
            BinaryPrimitives.WriteInt32LittleEndian(extent, at);

            byte[] unpacked = new byte[firstText.Length + secondText.Length];
            int written = LzoSegments.Unpack(extent, unpacked, SectorBytes);

            Assert.Equal(unpacked.Length, written);
            Assert.Equal([.. firstText, .. secondText], unpacked);
        }
    }

    [Theory]
    [InlineData(3u, "total length 3")]
    [InlineData(0xFFFFFFFFu, "total length 4294967295")]
    public void Unpack_WrongTotal_IsRefused(uint total, string message)
    {
        byte[] extent = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(extent, total);

        var error = Assert.Throws<CompressedDataException>(() => LzoSegments.Unpack(extent, new byte[64], SectorBytes));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(57u)]
    [InlineData(0x80000000u)]
    public void Unpack_WrongSegmentLength_IsRefused(uint length)
    {
        byte[] extent = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(extent, 64);
        BinaryPrimitives.WriteUInt32LittleEndian(extent.AsSpan(4), length);

        var error = Assert.Throws<CompressedDataException>(() => LzoSegments.Unpack(extent, new byte[64], SectorBytes));

        Assert.Contains($"has {length} bytes", error.Message, StringComparison.Ordinal);
    }

    private static int Put(byte[] extent, int at, byte[] stream)
    {
        BinaryPrimitives.WriteInt32LittleEndian(extent.AsSpan(at), stream.Length);
        stream.CopyTo(extent, at + 4);
        return at + 4 + stream.Length;
    }

    // A stream of exactly the wanted size that holds one run of literals.
    private static byte[] Literals(int streamBytes, out byte[] text)
    {
        for (int count = streamBytes; count > 18; count--)
        {
            int run = count - 3 - 15;
            byte[] stream =
            [
                0, .. new byte[(run - 1) / 255], (byte)(run - ((run - 1) / 255 * 255)), .. Pattern(count), 0x11, 0, 0,
            ];
            if (stream.Length == streamBytes)
            {
                text = Pattern(count);
                return stream;
            }
        }

        throw new InvalidOperationException($"No stream has {streamBytes} bytes.");
    }

    private static byte[] Pattern(int count) => [.. Enumerable.Range(0, count).Select(static at => (byte)(at * 7))];
}
