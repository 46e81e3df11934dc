using System.Buffers.Binary;
using AopKit.Samples.Btrfs;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Devices;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Btrfs.Format;

public sealed class SuperBlockReaderTests : IDisposable
{
    private const int GenerationAt = 0x48;
    private const int IncompatAt = 0xBC;
    private const int ChecksumTypeAt = 0xC4;
    private const long Primary = 64 << 10;
    private const long FirstMirror = 64 << 20;

    // 128 MiB, so that it has the first mirror too.
    private readonly OverlayDevice _device = new(ImageFile.Open(BundledImages.PathOf("btrfs-subvolumes")));

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Read_SoundImage_TakesThePrimary()
    {
        SuperBlock super = SuperBlockReader.Read(_device);

        Assert.Equal(Primary, super.Address);
        Assert.Equal((16384, 4096, ChecksumKind.Crc32C), (super.NodeBytes, super.SectorBytes, super.Checksum));
    }

    [Fact]
    public void Read_DamagedPrimary_TakesTheMirror()
    {
        _device.Write(Primary + 0x200, [0xFF]);

        Assert.Equal(FirstMirror, SuperBlockReader.Read(_device).Address);
    }

    [Fact]
    public void Read_NewerMirror_TakesIt()
    {
        ulong generation = SuperBlockReader.Read(_device).Generation;
        Change(FirstMirror, super => BinaryPrimitives.WriteUInt64LittleEndian(super[GenerationAt..], generation + 1));

        Assert.Equal((FirstMirror, generation + 1), Address(SuperBlockReader.Read(_device)));
    }

    [Fact]
    public void Read_NewerMirrorOfAnotherFileSystem_IsPassedOver()
    {
        Change(FirstMirror, static super =>
        {
            super[0x20] ^= 0xFF;
            BinaryPrimitives.WriteUInt64LittleEndian(super[GenerationAt..], 1_000_000);
        });

        Assert.Equal(Primary, SuperBlockReader.Read(_device).Address);
    }

    [Fact]
    public void Read_BothDamaged_SaysWhatIsWrongWithTheFirst()
    {
        _device.Write(Primary + 0x200, [0xFF]);
        _device.Write(FirstMirror + 0x40, [0xFF]);

        var error = Assert.Throws<ImageCorruptException>(() => SuperBlockReader.Read(_device));

        Assert.Equal(("superblock", Primary), (error.Structure, error.Address));
        Assert.Contains("checksum does not match", error.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IncompatFlags.Raid56, "Raid56")]
    [InlineData(IncompatFlags.ExtentTreeV2, "ExtentTreeV2")]
    [InlineData((IncompatFlags)(1UL << 40), "bit 40")]
    public void Read_UnknownFeature_IsRefusedByName(IncompatFlags feature, string name)
    {
        foreach (long address in new[] { Primary, FirstMirror })
        {
            Change(address, super => BinaryPrimitives.WriteUInt64LittleEndian(super[IncompatAt..], (ulong)feature));
        }

        var error = Assert.Throws<ImageUnsupportedException>(() => SuperBlockReader.Read(_device));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownChecksum_IsRefusedByNumber()
    {
        foreach (long address in new[] { Primary, FirstMirror })
        {
            Change(address, static super => super[ChecksumTypeAt] = 77);
        }

        var error = Assert.Throws<ImageUnsupportedException>(() => SuperBlockReader.Read(_device));

        Assert.Contains("77", error.Message, StringComparison.Ordinal);
    }

    // Every 64-bit and 32-bit field set to hostile values: an error of ours, or a superblock, and nothing else.
    [Fact]
    public void Parse_HostileFields_GiveOurErrorsOnly()
    {
        byte[] sound = new byte[SuperBlock.Bytes];
        _device.Read(Primary, sound);
        foreach (ulong value in (ulong[])[0, 1, 0x7FFF_FFFF_FFFF_FFFF, ulong.MaxValue, 0xFFFF_FFFF])
        {
            for (int at = BlockChecksum.Bytes; at < 0x12B; at++)
            {
                byte[] super = [.. sound];
                BinaryPrimitives.WriteUInt64LittleEndian(super.AsSpan(at), value);
                BlockChecksum.Compute(ChecksumKind.Crc32C, super, super);
                Exception? error = Record.Exception(() => SuperBlock.Parse(super, Primary).ThrowIfUnsupported());
                Assert.True(error is null or ImageCorruptException or ImageUnsupportedException, $"{at:X}: {error}");
            }
        }
    }

    private static (long Address, ulong Generation) Address(SuperBlock super) => (super.Address, super.Generation);

    private delegate void Edit(Span<byte> super);

    private void Change(long address, Edit change)
    {
        byte[] super = new byte[SuperBlock.Bytes];
        _device.Read(address, super);
        change(super);
        BlockChecksum.Compute(ChecksumKind.Crc32C, super, super);
        _device.Write(address, super);
    }
}
