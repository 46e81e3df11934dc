using System.Security.Cryptography;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Fsblock;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Fsblock;

public sealed class Ext2ReadTests
{
    private const int BudgetPages = 64;

    public static TheoryData<string, int> ImagesAndPageSizes
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string image in BundledImages.NamesOf("ext2-"))
            {
                data.Add(image, 4096);
                data.Add(image, 16384);
                data.Add(image, 65536);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ImagesAndPageSizes))]
    public void EveryFile_OfEveryImage_IsAsTheManifestSays(string image, int pageSize)
    {
        using var device = new CountingDevice(ImageFile.Open(BundledImages.PathOf(image)));
        using PageCache cache = TestCache.Of(BudgetPages, pageSize);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache);

        AssertTreeIs(ManifestEntry.Of(image), fileSystem);

        // Nothing is read around the cache: the requests are those that ReadPage made, and it ran once for each fill.
        Assert.Equal(fileSystem.Statistics.DeviceReadCount, device.Reads);
        Assert.Equal(fileSystem.Statistics.FillCount, cache.GetStatistics().FillCount);

        // With blocks as large as pages a fill is one request, or none for a hole.
        Assert.True(fileSystem.BlockSize < pageSize || device.Reads <= fileSystem.Statistics.FillCount);
    }

    [Theory]
    [InlineData(Placement.ReleasePage)]
    [InlineData(Placement.Pinned)]
    [InlineData(Placement.SideTable)]
    [InlineData(Placement.AddressSpace)]
    [InlineData(Placement.BlockTable)]
    public void EveryFile_WithEachPlacement_IsAsTheManifestSays(Placement placement)
    {
        const string Image = "ext2-compact-b1024";
        using IDevice device = ImageFile.Open(BundledImages.PathOf(Image));
        using PageCache cache = TestCache.Of(BudgetPages, 4096);
        using Ext2FileSystem fileSystem =
            Ext2FileSystem.Open(device, cache, new Ext2Options { Placement = placement });

        AssertTreeIs(ManifestEntry.Of(Image), fileSystem);
    }

    private static void AssertTreeIs(List<ManifestEntry> expected, Ext2FileSystem fileSystem)
    {
        List<string> found =
        [
            .. fileSystem.EnumerateTree()
                .Where(static entry => entry.Path != "lost+found")
                .Select(entry => Describe(fileSystem, entry)),
        ];
        Assert.Equal(expected.Select(Describe).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static string Describe(ManifestEntry entry) =>
        $"{Convert.ToHexString(entry.PathBytes)} {entry.Type} {entry.Mode} {entry.Links} {entry.Size} {entry.Sha256}";

    private static string Describe(Ext2FileSystem fileSystem, Ext2TreeEntry entry)
    {
        Ext2Inode inode = entry.Inode;
        (char type, string content) = inode.Type switch
        {
            Ext2FileType.Regular => ('f', HashOf(fileSystem, inode)),
            Ext2FileType.SymbolicLink =>
                ('l', Convert.ToHexStringLower(SHA256.HashData(fileSystem.ReadLink(inode.Number)))),
            Ext2FileType.Directory => ('d', "-"),
            Ext2FileType.Fifo => ('p', "-"),
            Ext2FileType.CharacterDevice => ('c', "-"),
            Ext2FileType.BlockDevice => ('b', "-"),
            _ => ('s', "-"),
        };
        bool isDirectory = inode.Type == Ext2FileType.Directory;
        return $"{Convert.ToHexString(entry.PathBytes.Span)} {type} {inode.Mode} {(isDirectory ? 0 : inode.Links)} "
            + $"{(isDirectory ? 0 : inode.Size)} {content}";
    }

    private static string HashOf(Ext2FileSystem fileSystem, Ext2Inode inode)
    {
        using Ext2File file = fileSystem.OpenFile(inode.Number);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[50_000];
        long offset = 0;
        int read;
        while ((read = file.Read(offset, buffer)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            offset += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
