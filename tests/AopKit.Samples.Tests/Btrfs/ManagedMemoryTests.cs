using AopKit.Samples.Btrfs;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>Neither the image nor what was read of it is held.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class ManagedMemoryTests
{
    [Fact]
    public void ManagedMemory_AfterReadingEverything_DoesNotGrowWithTheImage()
    {
        // 20,000 files and 37 MiB in 64 pages: what is still alive at the end is the client's own few tables.
        using IDevice device = ImageFile.Open(BundledImages.PathOf("btrfs-many-n16384"));
        using PageCache cache = new(new PageCacheOptions { PageSize = 4096, BudgetBytes = 64 * 4096 });
        using BtrfsFileSystem files = BtrfsFileSystem.Open(device, cache, new BtrfsOptions { IdleFileLimit = 8 });
        files.WalkLeaves(limit: 1);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;

        int count = 0;
        byte[] buffer = new byte[4096];
        foreach ((_, DirectoryEntry entry) in files.Walk())
        {
            if (entry.Kind == FileKind.Regular)
            {
                using BtrfsFile file = files.OpenFile(entry.Target);
                file.Read(0, buffer);
                if (++count % 4000 == 0)
                {
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
                }
            }
        }

        Assert.Equal(20_000, count);
        Assert.InRange(peak, long.MinValue, 2L << 20);
    }
}
