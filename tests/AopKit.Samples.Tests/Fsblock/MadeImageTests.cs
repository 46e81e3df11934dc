using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>Images of shapes that none of the bundled ones has, made by mke2fs and filled by debugfs.</summary>
public sealed class MadeImageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aopkit-tree-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [RequiresToolTheory("mke2fs")]
    [InlineData(1024, "0", 4096)]
    [InlineData(2048, "0", 65536)]
    [InlineData(2048, "1", 4096)]
    [InlineData(4096, "0", 4096)]
    [InlineData(4096, "1", 16384)]
    public void Image_OfEachBlockSizeAndRevision_ReadsWhatWasPutIn(int blockSize, string revision, int pageSize)
    {
        var random = new Random(blockSize);
        int single = 12 + blockSize / sizeof(uint);
        foreach (int size in new[] { 0, 1, 1023, 4096, 12 * blockSize, 13 * blockSize, single * blockSize + 1 })
        {
            byte[] content = new byte[size];
            random.NextBytes(content);
            File.WriteAllBytes(Path.Combine(_folder, $"f{size}"), content);
        }

        File.CreateSymbolicLink(Path.Combine(_folder, "short"), "f1");
        File.CreateSymbolicLink(Path.Combine(_folder, "long"), new string('x', 300));
        using WritableImage image = Make(32 << 20, blockSize, revision);
        using FileDevice device = image.OpenDevice();
        using PageCache cache = TestCache.Of(64, pageSize);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache);

        foreach (string path in Directory.GetFiles(_folder, "f*"))
        {
            Assert.Equal(File.ReadAllBytes(path), ReadAll(fileSystem, Path.GetFileName(path)));
        }

        Assert.Equal("f1"u8, fileSystem.ReadLink(fileSystem.Lookup("short").Number));
        Assert.Equal(300, fileSystem.ReadLink(fileSystem.Lookup("long").Number).Length);
    }

    [RequiresToolFact("mke2fs")]
    public void Directory_OfManyBlocks_ListsEveryName()
    {
        for (int file = 0; file < 3000; file++)
        {
            File.WriteAllText(Path.Combine(_folder, $"a-name-that-takes-some-room-{file:d5}"), "");
        }

        using WritableImage image = Make(16 << 20, 1024, "1", "-N", "4000");
        Tool.Run("e2fsck", "-fyD", image.Path);
        using FileDevice device = image.OpenDevice();
        using PageCache cache = TestCache.Of(64, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache);

        List<string> names = [.. fileSystem.ReadDirectory(fileSystem.RootInode).Select(static entry => entry.Name)];

        Assert.Equal(3003, names.Count);
        Assert.Equal(3003, names.Distinct().Count());
        Assert.True(fileSystem.Lookup("a-name-that-takes-some-room-02999").Size == 0);
    }

    [RequiresToolFact("debugfs")]
    public void SpecialFiles_AreListedWithTheirNumbers()
    {
        using WritableImage image = Make(4 << 20, 1024, "1");
        foreach (string command in new[] { "mknod chr c 5 1", "mknod blk b 8 17", "mknod pipe p" })
        {
            Tool.Run("debugfs", "-w", "-R", command, image.Path);
        }

        using FileDevice device = image.OpenDevice();
        using PageCache cache = TestCache.Of(64, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache);

        Ext2Inode character = fileSystem.Lookup("chr");
        Ext2Inode block = fileSystem.Lookup("blk");
        Assert.Equal((Ext2FileType.CharacterDevice, new Ext2DeviceNumber(5, 1)), (character.Type, character.Device));
        Assert.Equal((Ext2FileType.BlockDevice, new Ext2DeviceNumber(8, 17)), (block.Type, block.Device));
        Assert.Equal(Ext2FileType.Fifo, fileSystem.Lookup("pipe").Type);
        Assert.Throws<ArgumentException>(() => fileSystem.OpenFile(block.Number));
    }

    [RequiresToolTheory("mke2fs")]
    [InlineData(1024)]
    [InlineData(4096)]
    public void Write_OnEachEdgeOfIndirection_StaysCleanAndComesBack(int blockSize)
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        using WritableImage image = Make(16 << 20, blockSize, "1");
        long pointers = blockSize / 4;
        long[] edges = [0, 11, 12, 12 + pointers - 1, 12 + pointers, 12 + pointers + pointers * pointers];
        byte[] block = new byte[blockSize + 10];
        using (FileDevice device = image.OpenDevice())
        using (PageCache cache = TestCache.Of(64, 4096))
        using (Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache))
        using (Ext2File file = fileSystem.OpenFile("file"))
        {
            foreach (long edge in edges)
            {
                Array.Fill(block, (byte)(1 + edge % 250));
                file.Write(edge * blockSize - (edge == 0 ? 0 : 5), block);
            }
        }

        image.AssertClean();
        using (FileDevice device = image.OpenDevice())
        using (PageCache cache = TestCache.Of(64, 4096))
        using (Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache))
        using (Ext2File file = fileSystem.OpenFile("file"))
        {
            foreach (long edge in edges)
            {
                file.Read(edge * blockSize + 6, block);
                Assert.Equal((byte)(1 + edge % 250), block[0]);
            }

            file.Read((edges[^1] - 100) * blockSize, block);
            Assert.All(block, static value => Assert.Equal(0, value));
            file.SetLength(12 * blockSize);
        }

        image.AssertClean();
    }

    [RequiresToolFact("mke2fs")]
    public void LargeFile_IsAnnouncedInTheSuperblock()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        using WritableImage image = Make(16 << 20, 4096, "1", "-O", "^large_file");
        using (FileDevice device = image.OpenDevice())
        using (PageCache cache = TestCache.Of(64, 4096))
        using (Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache))
        using (Ext2File file = fileSystem.OpenFile("file"))
        {
            file.Write(3L << 30, [1, 2, 3]);
        }

        image.AssertClean();
        string features = Tool.Run("debugfs", "-R", "features", image.Path).Output;
        Assert.Contains("large_file", features, StringComparison.Ordinal);
    }

    [RequiresToolTheory("mke2fs")]
    [InlineData("ext4", "extents")]
    [InlineData("ext4", "64bit")]
    [InlineData("ext4", "flex_bg")]
    public void Ext4Image_IsRefusedByTheNamesOfItsFeatures(string type, string feature)
    {
        using WritableImage image = WritableImage.Made(16 << 20, "-t", type, "-O", "64bit");
        using FileDevice device = image.OpenDevice();
        using PageCache cache = TestCache.Of(64, 4096);

        ImageUnsupportedException error =
            Assert.Throws<ImageUnsupportedException>(() => Ext2FileSystem.Open(device, cache));

        Assert.Contains(feature, error.Message, StringComparison.Ordinal);
    }

    [RequiresToolFact("mke2fs")]
    public void UnfinishedWriting_LeavesTheImageMarkedSo()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        using WritableImage image = Make(4 << 20, 1024, "1");
        using FileDevice device = image.OpenDevice();
        using PageCache cache = TestCache.Of(64, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache);
        using Ext2File file = fileSystem.OpenFile("file");

        file.Write(0, [1]);
        Assert.Contains("not clean", StateOf(image), StringComparison.Ordinal);
        fileSystem.Flush();
        Assert.DoesNotContain("not clean", StateOf(image), StringComparison.Ordinal);
    }

    private static string StateOf(WritableImage image) =>
        Tool.Run("debugfs", "-R", "show_super_stats -h", image.Path).Output.Split('\n')
            .Single(static line => line.StartsWith("Filesystem state", StringComparison.Ordinal));

    private static byte[] ReadAll(Ext2FileSystem fileSystem, string path)
    {
        using Ext2File file = fileSystem.OpenFile(path);
        byte[] content = new byte[file.Length];
        file.Read(0, content);
        return content;
    }

    private WritableImage Make(long lengthBytes, int blockSize, string revision, params string[] more) =>
        WritableImage.Made(
            lengthBytes, ["-t", "ext2", "-b", $"{blockSize}", "-r", revision, "-d", _folder, .. more]);
}
