using System.Buffers.Binary;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Btrfs.Hostile;

/// <summary>Each rule of a tree block, broken behind a right checksum: the error says which.</summary>
public sealed class TreeBlockDamageTests : IDisposable
{
    private const int HeaderBytes = 101;
    private const int GenerationAt = 0x50;
    private const int CountAt = 0x60;
    private const int LevelAt = 0x64;
    private const int ItemBytes = 25;
    private const int PointerBytes = 33;
    private const ulong FileTree = 5;

    private readonly ImageSurgeon _image = new("btrfs-compact-mixed");

    public void Dispose() => _image.Dispose();

    [Fact]
    public void Undamaged_ReadsWithoutError() => _image.ReadAll();

    [Fact]
    public void Checksum_NotMended_IsReported()
    {
        long leaf = _image.Find(FileTree, 0).First();
        byte[] block = _image.Read(leaf);
        _image.Write(leaf + 2000, [(byte)~block[2000]]);

        AssertCorrupt(leaf, "checksum does not match");
    }

    [Fact]
    public void Address_OfAnotherBlock_IsReported() =>
        Damage(0, block => ImageSurgeon.Put64(block, 0x30, 4096), "says that it lies at 4096");

    [Fact]
    public void FileSystem_Another_IsReported() =>
        Damage(0, static block => block[0x20] ^= 1, "belongs to file system");

    [Fact]
    public void Level_TooHigh_IsReported() =>
        Damage(0, static block => block[LevelAt] = 200, "level 200 is not below 8");

    [Fact]
    public void Level_OtherThanTheParentSays_IsReported()
    {
        // A node that calls itself a leaf breaks other rules before; the top of the tree, which says one more, does
        // not.
        long root = _image.Find(FileTree, 1).First();
        _image.Change(root, static block => block[LevelAt]++);

        AssertCorrupt(root, "its parent says");
    }

    [Fact]
    public void Generation_OtherThanTheParentSays_IsReported() =>
        Damage(0, static block => ImageSurgeon.Put64(block, GenerationAt, 1), "generation is 1, but its parent says");

    [Fact]
    public void Generation_InTheFuture_IsReported() =>
        Damage(0, static block => ImageSurgeon.Put64(block, GenerationAt, ulong.MaxValue), "is later than");

    [Theory]
    [InlineData(0, 0xFFFF_FFFFu)]
    [InlineData(0, 0x8000_0000u)]
    [InlineData(0, 160u)]
    [InlineData(1, 0xFFFF_FFFFu)]
    [InlineData(1, 122u)]
    public void Count_TooLarge_IsReported(int level, uint count) =>
        Damage(level, block => ImageSurgeon.Put32(block, CountAt, count), $"claims {count} entries");

    [Theory]
    [InlineData(0, "it is empty")]
    [InlineData(1, "without a child")]
    public void Count_Zero_IsReported(int level, string rule) =>
        Damage(level, static block => ImageSurgeon.Put32(block, CountAt, 0), rule);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Keys_OutOfOrder_AreReported(int level) => Damage(
        level,
        block =>
        {
            int step = level == 0 ? ItemBytes : PointerBytes;
            Span<byte> first = block.Slice(HeaderBytes, 17);
            Span<byte> second = block.Slice(HeaderBytes + step, 17);
            byte[] kept = first.ToArray();
            second.CopyTo(first);
            kept.CopyTo(second);
        },
        "does not follow the one before it");

    [Fact]
    public void FirstKey_OtherThanTheParentSays_IsReported() => Damage(
        0, static block => block[HeaderBytes + 8]--, "but its parent says");

    [Theory]
    [InlineData(0xFFFF_FFFFu)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0u)]
    public void ItemOffset_Hostile_IsReported(uint offset) => Damage(
        0, block => ImageSurgeon.Put32(block, HeaderBytes + 17, offset), $"at {offset}; it should end at");

    [Theory]
    [InlineData(0xFFFF_FFFFu)]
    [InlineData(0u)]
    public void ItemSize_Hostile_IsReported(uint size) => Damage(
        0, block => ImageSurgeon.Put32(block, HeaderBytes + 21, size), $"item 0 is {size} bytes");

    [Fact]
    public void Items_OverlappingTheirData_AreReported() => Damage(
        0,
        static block =>
        {
            // The last item's data is stretched down over the items themselves.
            int count = (int)BinaryPrimitives.ReadUInt32LittleEndian(block[CountAt..]);
            int last = HeaderBytes + ((count - 1) * ItemBytes);
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(block[(last + 17)..]);
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(block[(last + 21)..]);
            ImageSurgeon.Put32(block, last + 17, 0);
            ImageSurgeon.Put32(block, last + 21, offset + size);
        },
        "overlaps the items");

    [Fact]
    public void Pointer_ToItself_IsReported()
    {
        long node = _image.Find(FileTree, 1).First();
        _image.Change(node, block => ImageSurgeon.Put64(block, HeaderBytes + 17, (ulong)node));

        AssertCorrupt(node, "its level is 1, but its parent says 0");
    }

    [Fact]
    public void Pointer_ToTheSameChildTwice_IsReported()
    {
        long node = _image.Find(FileTree, 1).First();
        long child = (long)BinaryPrimitives.ReadUInt64LittleEndian(_image.Read(node).AsSpan(HeaderBytes + 17));
        _image.Change(node, static block =>
            block.Slice(HeaderBytes + 17, 16).CopyTo(block[(HeaderBytes + PointerBytes + 17)..]));

        AssertCorrupt(child, "but its parent says");
    }

    [Theory]
    [InlineData(0UL, "no multiple of the sector size")]
    [InlineData(12345UL, "no multiple of the sector size")]
    [InlineData(0x8000_0000_0000_0000UL, "not below 2^63")]
    public void Pointer_Impossible_IsReported(ulong target, string rule) =>
        Damage(1, block => ImageSurgeon.Put64(block, HeaderBytes + 17, target), rule);

    [Theory]
    [InlineData(1UL << 40)]
    [InlineData(0x7FFF_FFFF_FFFF_F000UL)]
    public void Pointer_OutsideEveryChunk_IsReported(ulong target)
    {
        long node = _image.Find(FileTree, 1).First();
        _image.Change(node, block => ImageSurgeon.Put64(block, HeaderBytes + 17, target));

        AssertCorrupt((long)target, "no block of 4096 bytes can");
    }

    private void Damage(int level, ImageSurgeon.Edit edit, string rule)
    {
        long address = _image.Find(FileTree, level).First();
        _image.Change(address, edit);
        AssertCorrupt(null, rule);
    }

    private void AssertCorrupt(long? address, string rule)
    {
        var error = Assert.Throws<ImageCorruptException>(() => _image.ReadAll());
        Assert.Contains(rule, error.Rule, StringComparison.Ordinal);
        if (address is { } expected)
        {
            Assert.Equal(("tree block", expected), (error.Structure, error.Address));
        }
    }
}
