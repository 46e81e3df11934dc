using AopKit.Samples.Btrfs;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Devices;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Btrfs.Hostile;

/// <summary>The system chunk array, whose numbers decide where everything else is read from.</summary>
public sealed class ChunkDamageTests : IDisposable
{
    private const long SuperAddress = 64 << 10;
    private const int ArrayAt = 0x32B;
    private const int ArraySizeAt = 0xA0;
    private const int ItemAt = ArrayAt + 17;
    private const int StripeAt = ItemAt + 48;

    private readonly OverlayDevice _device = new(ImageFile.Open(BundledImages.PathOf("btrfs-compact-n16384")));

    public void Dispose() => _device.Dispose();

    [Theory]
    [InlineData(ArraySizeAt, 4, 0UL, "superblock", "system chunk array has 0 bytes")]
    [InlineData(ArraySizeAt, 4, 0xFFFF_FFFFUL, "superblock", "system chunk array has 4294967295 bytes")]
    [InlineData(ArraySizeAt, 4, 40UL, "system chunk array", "are needed")]
    [InlineData(ArrayAt, 8, 999UL, "system chunk array", "is no chunk's")]
    [InlineData(ArrayAt + 9, 8, 77UL, "system chunk array", "no multiple of 4096")]
    [InlineData(ArrayAt + 9, 8, ulong.MaxValue, "system chunk array", "no multiple of 4096")]
    [InlineData(ItemAt, 8, 0UL, "system chunk array", "do not end below 2^62")]
    [InlineData(ItemAt, 8, 0x7FFF_FFFF_FFFF_F000UL, "system chunk array", "do not end below 2^62")]
    [InlineData(ItemAt, 8, 1UL << 50, "system chunk array", "lie outside the image")]
    [InlineData(ItemAt + 44, 2, 0UL, "system chunk array", "it has 0 stripes")]
    [InlineData(ItemAt + 44, 2, 0xFFFFUL, "system chunk array", "it has 65535 stripes")]
    [InlineData(StripeAt, 8, 7UL, "system chunk array", "stripe is on device 7")]
    [InlineData(StripeAt + 8, 8, 1UL << 60, "system chunk array", "lie outside the image")]
    public void SystemChunk_HostileNumber_IsReported(int at, int bytes, ulong value, string structure, string rule)
    {
        Change(super => Put(super, at, bytes, value));

        var error = Assert.Throws<ImageCorruptException>(Open);
        Assert.Equal(structure, error.Structure);
        Assert.Contains(rule, error.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1UL << 3, "RAID0")]
    [InlineData(1UL << 7, "RAID5")]
    [InlineData(1UL << 60, "unknown")]
    public void SystemChunk_OtherProfile_IsRefusedByName(ulong profile, string name)
    {
        Change(super => Put(super, ItemAt + 24, 8, profile | 2));

        var error = Assert.Throws<ImageUnsupportedException>(Open);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralDevices_AreRefused()
    {
        Change(static super => Put(super, 0x88, 8, 3));

        var error = Assert.Throws<ImageUnsupportedException>(Open);
        Assert.Contains("3 devices", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LogTree_IsRefused()
    {
        Change(static super => Put(super, 0x60, 8, 4096));

        var error = Assert.Throws<ImageUnsupportedException>(Open);
        Assert.Contains("log tree", error.Message, StringComparison.Ordinal);
    }

    private delegate void Edit(Span<byte> super);

    private void Open() => BtrfsFileSystem.Open(_device, new ModelSpaces(4096)).Dispose();

    private void Change(Edit edit)
    {
        byte[] super = new byte[SuperBlock.Bytes];
        _device.Read(SuperAddress, super);
        edit(super);
        BlockChecksum.Compute(ChecksumKind.Crc32C, super, super);
        _device.Write(SuperAddress, super);
    }

    private static void Put(Span<byte> super, int at, int bytes, ulong value)
    {
        for (int index = 0; index < bytes; index++)
        {
            super[at + index] = (byte)(value >> (8 * index));
        }
    }
}
