using AopKit.Samples.Btrfs;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Devices;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>Mirrored metadata: what is damaged in one copy is read from the other.</summary>
public sealed class MirrorTests : IDisposable
{
    private readonly OverlayDevice _device = new(ImageFile.Open(BundledImages.PathOf("btrfs-small-n32768-blake2")));

    public void Dispose() => _device.Dispose();

    [Theory]
    [InlineData(4096, RemoveNotification.AfterUnlock)]
    [InlineData(32768, RemoveNotification.BeforeUnlock)]
    [InlineData(65536, RemoveNotification.BeforeUnlock)]
    public void FirstCopyOfEveryBlockDamaged_SecondIsRead(int pageSize, RemoveNotification notification)
    {
        DamageFirstCopies(_device);
        var options = new BtrfsOptions { RemoveNotification = notification };
        using PageCache cache = new(new PageCacheOptions { PageSize = pageSize, Checks = Checks.Full });
        using BtrfsFileSystem files = BtrfsFileSystem.Open(_device, cache, options);

        Assert.NotEqual(0, ManifestCheck.AssertEqual(files, ManifestEntry.Of("btrfs-small-n32768-blake2")));
    }

    [Fact]
    public void FirstCopyOfContentDamaged_SecondIsRead()
    {
        // Data twice: a pattern that only files have, changed wherever it is met first.
        const string Image = "btrfs-small-n65536-sha256";
        using var device = new OverlayDevice(ImageFile.Open(BundledImages.PathOf(Image)));
        byte[] sector = new byte[4096];
        int damaged = 0;
        for (long at = 0; at <= device.Length / 2; at += sector.Length)
        {
            device.Read(at, sector);
            if (sector.AsSpan().StartsWith("0123456789abcdef"u8))
            {
                device.Write(at, "damaged"u8);
                damaged++;
            }
        }

        using BtrfsFileSystem files = BtrfsFileSystem.Open(device, new ModelSpaces(16384));

        Assert.InRange(damaged, 1, int.MaxValue);
        Assert.NotEqual(0, ManifestCheck.AssertEqual(files, ManifestEntry.Of(Image)));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(65536)]
    public void BothCopiesDamaged_IsReported(int pageSize)
    {
        DamageCopies(_device, alsoSecond: true);

        var error = Assert.Throws<ImageCorruptException>(
            () => BtrfsFileSystem.Open(_device, new ModelSpaces(pageSize)).Dispose());
        Assert.Equal("tree block", error.Structure);
        Assert.Contains("Blake2b checksum does not match", error.Rule, StringComparison.Ordinal);
    }

    /// <summary>Breaks the checksum of the first copy of every tree block.</summary>
    internal static void DamageFirstCopies(IDevice device) => DamageCopies(device, alsoSecond: false);

    // Every block that looks like a tree block of this file system, wherever it lies, told apart by the copy it is in.
    private static void DamageCopies(IDevice device, bool alsoSecond)
    {
        SuperBlock super = SuperBlockReader.Read(device);
        byte[] block = new byte[super.NodeBytes];
        HashSet<ulong> seen = [];
        for (long at = 1 << 20; at <= device.Length - block.Length; at += 4096)
        {
            device.Read(at, block);
            if (new Guid(block.AsSpan(0x20, 16)) == super.MetadataId
                && BitConverter.ToUInt64(block, 0x30) is var address && address % (uint)block.Length == 0
                && BlockChecksum.Matches(super.Checksum, block)
                && (seen.Add(address) || alsoSecond))
            {
                device.Write(at + 500, [(byte)~block[500]]);
            }
        }

        Assert.NotEmpty(seen);
    }
}
