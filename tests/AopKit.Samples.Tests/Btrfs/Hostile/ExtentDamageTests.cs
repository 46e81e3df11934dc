using System.Buffers.Binary;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Btrfs.Hostile;

/// <summary>File extents with hostile numbers, and damaged packed streams.</summary>
public sealed class ExtentDamageTests : IDisposable
{
    private const byte ExtentData = 108;
    private const int UnpackedAt = 8;
    private const int PackingAt = 16;
    private const int KindAt = 20;
    private const int DiskAddressAt = 21;
    private const int DiskLengthAt = 29;
    private const int SkipAt = 37;
    private const int LengthAt = 45;

    private ImageSurgeon? _image;

    public void Dispose() => _image?.Dispose();

    [Theory]
    [InlineData(DiskAddressAt, 0x8000_0000_0000_0000UL, "not below 2^63")]
    [InlineData(DiskAddressAt, 0x7FFF_FFFF_FFFF_F000UL, "are no range")]
    [InlineData(DiskAddressAt, 0x0000_0100_0000_0000UL, "is in no chunk")]
    [InlineData(DiskAddressAt, 1UL, "no multiple of 4096")]
    [InlineData(DiskLengthAt, 4096UL, "but there are 4096")]
    [InlineData(SkipAt, 0x7FFF_FFFF_FFFF_F000UL, "it takes")]
    [InlineData(LengthAt, 0x7FFF_FFFF_FFFF_F000UL, "it takes")]
    [InlineData(LengthAt, 0UL, "are no range")]
    [InlineData(LengthAt, 5UL, "no multiple of 4096")]
    public void RegularExtent_HostileNumber_IsReported(int at, ulong value, string rule)
    {
        Open("btrfs-compact-mixed");
        (long leaf, int data) = _image!.FindItem(ExtentData, static item =>
            item[KindAt] == 1
            && BinaryPrimitives.ReadUInt64LittleEndian(item.AsSpan(DiskAddressAt)) != 0
            && BinaryPrimitives.ReadUInt64LittleEndian(item.AsSpan(DiskLengthAt)) > 4096);
        _image.Change(leaf, block => ImageSurgeon.Put64(block, data + at, value));

        AssertCorrupt("file extent", rule);
    }

    [Theory]
    [InlineData(KindAt, 9, "type 9 is unknown")]
    [InlineData(UnpackedAt, 77, "its item holds")]
    public void InlineExtent_HostileNumber_IsReported(int at, byte value, string rule)
    {
        Open("btrfs-compact-mixed");
        (long leaf, int data) = _image!.FindItem(ExtentData, static item => item[KindAt] == 0 && item.Length > 200);
        _image.Change(leaf, block => block[data + at] = value);

        AssertCorrupt("file extent", rule);
    }

    [Theory]
    [InlineData(PackingAt, 7, "unknown compression 7")]
    [InlineData(17, 1, "encryption 1")]
    [InlineData(18, 1, "encoding 1")]
    public void Extent_UnknownForm_IsRefusedByName(int at, byte value, string feature)
    {
        Open("btrfs-compact-mixed");
        (long leaf, int data) = _image!.FindItem(ExtentData);
        _image.Change(leaf, block => block[data + at] = value);

        var error = Assert.Throws<ImageUnsupportedException>(() => _image.ReadAll());
        Assert.Contains(feature, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnpackedAt, 1UL << 40, "131072 is the limit")]
    [InlineData(DiskLengthAt, 1UL << 40, "packed bytes are not 1 to 131072")]
    [InlineData(DiskLengthAt, 0UL, "packed bytes are not 1 to 131072")]
    public void PackedExtent_HostileLength_AllocatesNothing(int at, ulong value, string rule)
    {
        Open("btrfs-compact-zlib");
        (long leaf, int data) = FindPacked();
        _image!.Change(leaf, block => ImageSurgeon.Put64(block, data + at, value));

        AssertCorrupt("file extent", rule);
    }

    [Theory]
    [InlineData("btrfs-compact-mixed")]
    [InlineData("btrfs-compact-lzo")]
    public void Sector_ThatDoesNotMatchItsChecksum_IsReported(string image)
    {
        Open(image);
        (long leaf, int data) = _image!.FindItem(ExtentData, static item =>
            item[KindAt] == 1 && BinaryPrimitives.ReadUInt64LittleEndian(item.AsSpan(DiskAddressAt)) != 0);
        long address = BinaryPrimitives.ReadInt64LittleEndian(_image.Read(leaf).AsSpan(data + DiskAddressAt));
        byte[] sector = new byte[4096];
        new Random(6).NextBytes(sector);
        _image.Write(address, sector);

        AssertCorrupt("file extent", $"the sector at {address} does not match its Crc32C checksum");
    }

    [Fact]
    public void Checksum_ThatIsMissing_IsReported()
    {
        // Its checksum tree is one leaf, which may be empty.
        Open("btrfs-compact-n16384");
        long leaf = _image!.Find(7, 0).Single();
        _image.Change(leaf, static block => ImageSurgeon.Put32(block, 0x60, 0));

        AssertCorrupt("file extent", "has no checksum");
    }

    [Theory]
    [InlineData("btrfs-compact-zlib")]
    [InlineData("btrfs-compact-lzo")]
    [InlineData("btrfs-compact-zstd")]
    public void PackedInlineExtent_DamagedStream_IsReported(string image)
    {
        Open(image);
        (long leaf, int data) = _image!.FindItem(ExtentData, static item => item[KindAt] == 0 && item[PackingAt] != 0);
        _image.Change(leaf, block => block.Slice(data + 21, 8).Fill(0xFF));

        AssertCorrupt("file extent", "damaged");
    }

    [Fact]
    public void Extents_Overlapping_AreReported()
    {
        // The second extent of a file of several begins one sector earlier, so that it overlaps the first.
        Open("btrfs-compact-zlib");
        (long leaf, int keyAt) = _image!.FindKeys(static (first, second) =>
            first.Type == ExtentData && second.Type == ExtentData && first.ObjectId == second.ObjectId);
        _image.Change(leaf, block => ImageSurgeon.Put64(
            block, keyAt + 9, BinaryPrimitives.ReadUInt64LittleEndian(block[(keyAt + 9)..]) - 4096));

        AssertCorrupt("file extent", "but the extent before it reaches to");
    }

    private void Open(string image) => _image = new ImageSurgeon(image);

    private (long Leaf, int DataAt) FindPacked() =>
        _image!.FindItem(ExtentData, static item => item[KindAt] == 1 && item[PackingAt] != 0);

    private void AssertCorrupt(string structure, string rule)
    {
        var error = Assert.Throws<ImageCorruptException>(() => _image!.ReadAll());
        Assert.Equal(structure, error.Structure);
        Assert.Contains(rule, error.Rule, StringComparison.Ordinal);
    }
}
