using System.Diagnostics;
using AopKit.Samples.Btrfs;
using AopKit.Samples.Devices;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>The client reads the device to fill pages and holds nothing of the image itself.</summary>
public sealed class FootprintTests
{
    private const string Large = "btrfs-many-n16384";

    [Fact]
    public void Device_IsReadByFillsAlone_AndForTheSuperblock()
    {
        using var device = new WitnessDevice(ImageFile.Open(BundledImages.PathOf("btrfs-subvolumes")));
        using BtrfsFileSystem files = BtrfsFileSystem.Open(device, new ModelSpaces(4096));

        ManifestCheck.AssertEqual(files, ManifestEntry.Of("btrfs-subvolumes"));

        Assert.NotEqual(0, device.ReadsInFills);
        Assert.Equal(2, device.OtherReads); // the primary superblock and its one mirror within 128 MiB
    }

    [Theory]
    [InlineData(16384)]
    [InlineData(4096)]
    public void TreePages_AreReadOncePerFill(int pageSize)
    {
        using var device = new CountingDevice(ImageFile.Open(BundledImages.PathOf(Large)));
        using PageCache cache = MakeCache(pageSize, 64);
        using BtrfsFileSystem files = BtrfsFileSystem.Open(device, cache);
        long reads = device.Reads;
        long bytes = device.BytesRead;
        long fills = cache.GetStatistics().FillCount;

        files.WalkLeaves();

        fills = cache.GetStatistics().FillCount - fills;
        Assert.True(fills > 500);
        Assert.Equal((fills, fills * pageSize), (device.Reads - reads, device.BytesRead - bytes));
    }

    [Fact]
    public void Pages_InTheCache_AreNotReadAgain()
    {
        using var device = new CountingDevice(ImageFile.Open(BundledImages.PathOf("btrfs-subvolumes")));
        using PageCache cache = MakeCache(4096, 16384);
        using BtrfsFileSystem files = BtrfsFileSystem.Open(device, cache);
        ManifestCheck.AssertEqual(files, ManifestEntry.Of("btrfs-subvolumes"));
        long reads = device.Reads;

        ManifestCheck.AssertEqual(files, ManifestEntry.Of("btrfs-subvolumes"));

        Assert.Equal(reads, device.Reads);
    }

    private static PageCache MakeCache(int pageSize, int pages) =>
        new(new PageCacheOptions { PageSize = pageSize, BudgetBytes = (long)pages * pageSize });

    // Looks who reads: slow, and beyond doubt.
    private sealed class WitnessDevice(IDevice inner) : IDevice
    {
        public int ReadsInFills { get; private set; }

        public int OtherReads { get; private set; }

        public long Length => inner.Length;

        public bool CanWrite => false;

        public void Read(long offset, Span<byte> destination)
        {
            bool isFill = new StackTrace().GetFrames().Any(
                static frame => frame.GetMethod()?.Name is "ReadPage" or "ReadPages");
            ReadsInFills += isFill ? 1 : 0;
            OtherReads += isFill ? 0 : 1;
            inner.Read(offset, destination);
        }

        public void Write(long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException();

        public void Flush()
        {
        }

        public void Dispose() => inner.Dispose();
    }
}
