using System.IO.Compression;
using AopKit.Samples.Btrfs.Compression;
using AopKit.Samples.Btrfs.Format.Items;
using ZstdSharp;

namespace AopKit.Samples.Tests.Btrfs.Compression;

/// <summary>Packed extents by themselves: in an image a checksum would find the damage before.</summary>
public sealed class ExtentUnpackerTests
{
    private const int SectorBytes = 4096;

    [Theory]
    [InlineData((byte)Packing.Zlib)]
    [InlineData((byte)Packing.Zstd)]
    public void Unpack_StreamThatEndsEarly_LeavesZeros(byte packing)
    {
        byte[] content = Content(5000);
        byte[] packed = [.. Pack((Packing)packing, content), .. new byte[100]];
        byte[] unpacked = new byte[2 * SectorBytes];
        unpacked.AsSpan().Fill(0xEE);

        ExtentUnpacker.Unpack((Packing)packing, packed, unpacked, SectorBytes);

        Assert.Equal(content, unpacked[..content.Length]);
        Assert.False(unpacked.AsSpan(content.Length).ContainsAnyExcept((byte)0));
    }

    [Theory]
    [InlineData((byte)Packing.Zlib)]
    [InlineData((byte)Packing.Zstd)]
    public void Unpack_MoreThanTheExtentHolds_IsDamage(byte packing)
    {
        byte[] packed = Pack((Packing)packing, Content(SectorBytes + 1));

        Assert.Throws<CompressedDataException>(
            () => ExtentUnpacker.Unpack((Packing)packing, packed, new byte[SectorBytes], SectorBytes));
    }

    [Theory]
    [InlineData((byte)Packing.Zlib)]
    [InlineData((byte)Packing.Zstd)]
    public void Unpack_StreamThatIsCutOff_IsDamage(byte packing)
    {
        byte[] packed = Pack((Packing)packing, Content(20_000));
        byte[] unpacked = new byte[8 * SectorBytes];

        for (int length = 1; length < packed.Length; length += 7)
        {
            byte[] cut = packed[..length];
            Assert.Throws<CompressedDataException>(
                () => ExtentUnpacker.Unpack((Packing)packing, cut, unpacked, SectorBytes));
        }
    }

    [Theory]
    [InlineData((byte)Packing.Zlib)]
    [InlineData((byte)Packing.Zstd)]
    [InlineData((byte)Packing.Lzo)]
    public void Unpack_RandomDamage_EndsInOurErrorOrWell(byte packing)
    {
        byte[] sound = packing == (byte)Packing.Lzo
            ? [74, 0, 0, 0, 66, 0, 0, 0, .. new byte[66]]
            : Pack((Packing)packing, Content(20_000));
        byte[] unpacked = new byte[32 * SectorBytes];
        var random = new Random(7);
        for (int round = 0; round < 3000; round++)
        {
            byte[] packed = [.. sound];
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                packed[random.Next(packed.Length)] = (byte)random.Next(256);
            }

            Exception? error = Record.Exception(
                () => ExtentUnpacker.Unpack((Packing)packing, packed, unpacked, SectorBytes));
            Assert.True(error is null or CompressedDataException, $"round {round}: {error}");
        }
    }

    [Theory]
    [InlineData("", "does not begin with a frame")]
    [InlineData("28B52FFD", "does not begin with a frame")]
    [InlineData("28B52FFD20", "ends before the block")]
    [InlineData("28B52FFD200A0700", "ends before the block")]
    [InlineData("28B52FFD200A070000", "reserved type")]
    [InlineData("28B52FFD200A5100006162", "but its frame")]
    public void ZstdFrame_Damaged_SaysWhat(string hex, string message)
    {
        var error = Assert.Throws<CompressedDataException>(() => ZstdFrame.Take(Convert.FromHexString(hex)).Length);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Content(int length) =>
        [.. Enumerable.Range(0, length).Select(static at => (byte)(at / 7 * 13))];

    private static byte[] Pack(Packing packing, byte[] content)
    {
        if (packing == Packing.Zstd)
        {
            using var compressor = new Compressor();
            return compressor.Wrap(content).ToArray();
        }

        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }
}
