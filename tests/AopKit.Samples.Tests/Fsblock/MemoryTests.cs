using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>
/// Neither the image nor a parsed copy of it is held: memory does not grow with what the image holds.
/// </summary>
[Collection(nameof(MeasuredAlone))]
public sealed class MemoryTests
{
    private const long Slack = 2 << 20;

    [Theory]
    [InlineData("ext2-many-b1024")]
    [InlineData("ext2-b1024-indirect")]
    public void ManagedMemory_WhileEverythingIsRead_StaysFarBelowTheImage(string image)
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf(image));
        using PageCache cache = TestCache.Of(64, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache);
        byte[] buffer = new byte[64 * 1024];
        long start = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        long files = 0;
        foreach (Ext2TreeEntry entry in fileSystem.EnumerateTree())
        {
            if (entry.Inode.Type == Ext2FileType.Regular)
            {
                using Ext2File file = fileSystem.OpenFile(entry.Inode.Number);
                for (long offset = 0; file.Read(offset, buffer) > 0; offset += buffer.Length)
                {
                }

                if (++files % 500 == 0)
                {
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - start);
                }
            }
        }

        most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - start);
        Assert.True(most < Slack, $"{most} bytes more than at the start, for an image of {device.Length} bytes");
        Assert.True(device.Length > 8 * Slack);
        PageCacheStatistics statistics = cache.GetStatistics();
        Assert.True(statistics.UsedBytes <= statistics.BudgetBytes);
    }
}
