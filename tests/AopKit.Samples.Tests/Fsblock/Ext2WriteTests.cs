using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Fsblock;

namespace AopKit.Samples.Tests.Fsblock;

public sealed class Ext2WriteTests
{
    private const int BudgetPages = 64;

    [RequiresToolTheory("e2fsck")]
    [InlineData("ext2-compact-b1024", 4096, Placement.OnRemove, 1)]
    [InlineData("ext2-compact-b1024", 65536, Placement.ReleasePage, 2)]
    [InlineData("ext2-compact-b4096", 4096, Placement.Pinned, 3)]
    [InlineData("ext2-compact-b4096", 16384, Placement.SideTable, 4)]
    [InlineData("ext2-b1024-indirect", 4096, Placement.AddressSpace, 5)]
    [InlineData("ext2-b1024-indirect", 16384, Placement.BlockTable, 6)]
    public void RandomChanges_AgreeWithAnArrayAndLeaveTheImageClean(
        string image, int pageSize, Placement placement, int seed)
    {
        using WritableImage copy = WritableImage.OfBundled(image);
        List<FileModel> files;
        using (FileDevice device = copy.OpenDevice())
        using (PageCache cache = TestCache.Of(BudgetPages, pageSize))
        using (Ext2FileSystem fileSystem =
            Ext2FileSystem.Open(device, cache, new Ext2Options { Placement = placement, IdleInodeLimit = 2 }))
        {
            files = FileModel.SomeOf(fileSystem, new Random(seed));
            for (int step = 0; step < 300; step++)
            {
                files[step % files.Count].ChangeAtRandom(fileSystem);
                if (step % 100 == 50)
                {
                    fileSystem.Flush();
                    copy.AssertClean();
                }
            }

            files.ForEach(file => file.AssertIn(fileSystem));
        }

        copy.AssertClean();
        using FileDevice again = copy.OpenDevice();
        using PageCache other = TestCache.Of(BudgetPages, 4096);
        using Ext2FileSystem reopened = Ext2FileSystem.Open(again, other);
        files.ForEach(file => file.AssertIn(reopened));
    }

    [RequiresToolFact("debugfs")]
    public void WrittenFile_ReadByDebugfs_HasTheSameBytes()
    {
        using WritableImage copy = WritableImage.OfBundled("ext2-compact-b1024");
        byte[] content = new byte[400_000];
        new Random(7).NextBytes(content);
        string path;
        using (FileDevice device = copy.OpenDevice())
        using (PageCache cache = TestCache.Of(BudgetPages, 4096))
        using (Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache))
        {
            Ext2TreeEntry entry = fileSystem.EnumerateTree().First(static entry => entry.Path.EndsWith("f001.bin"));
            path = entry.Path;
            using Ext2File file = fileSystem.OpenFile(entry.Inode.Number);
            file.Write(0, content);
        }

        string dump = copy.Path + ".dump";
        try
        {
            Tool.Run("debugfs", "-R", $"dump /{path} {dump}", copy.Path);
            Assert.Equal(content, File.ReadAllBytes(dump));
        }
        finally
        {
            File.Delete(dump);
        }
    }

    [RequiresToolTheory("mke2fs")]
    [InlineData(1024, "0")]
    [InlineData(2048, "1")]
    [InlineData(4096, "0")]
    public void MadeImage_FilledUntilFull_ThenCut_StaysClean(int blockSize, string revision)
    {
        string folder = Directory.CreateTempSubdirectory("aopkit-tree-").FullName;
        File.WriteAllText(Path.Combine(folder, "file"), "small");
        using WritableImage image = WritableImage.Made(
            4 << 20, "-t", "ext2", "-b", $"{blockSize}", "-r", revision, "-d", folder);
        Directory.Delete(folder, recursive: true);
        byte[] chunk = new byte[100_000];
        new Random(3).NextBytes(chunk);
        using (FileDevice device = image.OpenDevice())
        using (PageCache cache = TestCache.Of(BudgetPages, 4096))
        using (Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache))
        using (Ext2File file = fileSystem.OpenFile("file"))
        {
            long before = file.Length;
            Ext2FullException full = Assert.Throws<Ext2FullException>(() => WriteForEver(file, chunk));
            Assert.True(file.Length > before + chunk.Length && full.WrittenBytes < chunk.Length);
            fileSystem.Flush();
            image.AssertClean();
            AssertRepeats(file, chunk);

            file.SetLength(1234);
            fileSystem.Flush();
            image.AssertClean();

            // The blocks are free again.
            file.Write(2_000_000, chunk);
        }

        image.AssertClean();
    }

    [RequiresToolFact("e2fsck")]
    public void Flush_ThatFails_LosesNothingAndSucceedsLater()
    {
        using WritableImage copy = WritableImage.OfBundled("ext2-compact-b1024");
        byte[] content = new byte[100_000];
        new Random(11).NextBytes(content);
        using (var device = new FaultyDevice(copy.OpenDevice()))
        using (PageCache cache = TestCache.Of(BudgetPages, 4096))
        using (Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache))
        using (Ext2File file = fileSystem.OpenFile("d01/f001.bin"))
        {
            file.Write(0, content);
            device.Fails = true;
            Assert.Throws<WritebackException>(fileSystem.Flush);
            device.Fails = false;
            fileSystem.Flush();
            copy.AssertClean();
        }

        using FileDevice again = copy.OpenDevice();
        using PageCache other = TestCache.Of(BudgetPages, 4096);
        using Ext2FileSystem reopened = Ext2FileSystem.Open(again, other);
        using Ext2File written = reopened.OpenFile("d01/f001.bin");
        byte[] read = new byte[content.Length];
        written.Read(0, read);
        Assert.Equal(content, read);
    }

    [Fact]
    public void ReadOnlyDevice_RefusesToWriteAndSaysWhy()
    {
        using var device = new ReadOnlyDevice(ImageFile.Open(BundledImages.PathOf("ext2-compact-b4096")));
        using PageCache cache = TestCache.Of(BudgetPages, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache);
        using Ext2File file = fileSystem.OpenFile("d01/f001.bin");

        NotSupportedException error = Assert.Throws<NotSupportedException>(() => file.Write(0, [1]));

        Assert.Contains("opened for reading only", error.Message, StringComparison.Ordinal);
        Assert.NotNull(fileSystem.WriteObstacle);
    }

    [Fact]
    public void Write_BeyondTheLargestFile_IsRefused()
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf("ext2-compact-b1024"));
        using PageCache cache = TestCache.Of(BudgetPages, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache);
        using Ext2File file = fileSystem.OpenFile("d01/f001.bin");

        Assert.Throws<IOException>(() => file.Write(long.MaxValue - 10, new byte[10]));
        Assert.Throws<IOException>(() => file.SetLength(1L << 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Write(-1, [1]));
    }

    private static void WriteForEver(Ext2File file, byte[] chunk)
    {
        for (long offset = 0; ; offset += chunk.Length)
        {
            file.Write(offset, chunk);
        }
    }

    private static void AssertRepeats(Ext2File file, byte[] chunk)
    {
        byte[] read = new byte[chunk.Length];
        for (long offset = 0; offset < file.Length; offset += chunk.Length)
        {
            int count = file.Read(offset, read);
            Assert.Equal(chunk.AsSpan(0, count), read.AsSpan(0, count));
        }
    }
}
