using System.Security.Cryptography;

namespace AopKit.Tests.Files;

public sealed class FileAddressSpaceTests : IDisposable
{
    private const int PageSize = 4096;
    private const int SmallBudget = 16 * (PageSize + 64);

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Read_FileLargerThanTheBudget_GivesItsBytes()
    {
        byte[] content = RandomContent(100 * PageSize + 123);
        using PageCache cache = SmallCache();
        using FileAddressSpace file = FileAddressSpace.Open(cache, _path);
        byte[] read = new byte[content.Length + 50];

        Assert.Equal(content.Length, file.Read(0, read));
        Assert.Equal(content, read[..content.Length]);
        Assert.Equal(0, file.Read(content.Length, read));
        Assert.True(cache.GetStatistics().UsedBytes <= SmallBudget, "The budget is a hard limit (E14).");
    }

    [Fact]
    public async Task ReadAsync_FileLargerThanTheBudget_GivesItsBytes()
    {
        byte[] content = RandomContent(60 * PageSize + 7);
        using PageCache cache = SmallCache();
        await using FileAddressSpace file = FileAddressSpace.Open(cache, _path);
        byte[] read = new byte[content.Length];

        Assert.Equal(content.Length, await file.ReadAsync(0, read));
        Assert.Equal(content, read);
    }

    [Fact]
    public void Write_PastTheEnd_ReachesTheFileWhenDisposed()
    {
        byte[] content = RandomContent(3 * PageSize);
        byte[] added = RandomNumberGenerator.GetBytes(40 * PageSize + 17);
        using (PageCache cache = SmallCache())
        {
            using FileAddressSpace file = FileAddressSpace.Open(cache, _path, FileAccess.ReadWrite);
            file.Write(2 * PageSize + 100, added);
            Assert.Equal(2 * PageSize + 100 + added.Length, file.Length);
        }

        byte[] expected = [.. content[..(2 * PageSize + 100)], .. added];
        Assert.Equal(expected, File.ReadAllBytes(_path));
    }

    [Fact]
    public void SetLength_ShorterThenLonger_LeavesZerosBetween()
    {
        byte[] content = RandomContent(4 * PageSize);
        using (PageCache cache = SmallCache())
        {
            using FileAddressSpace file = FileAddressSpace.Open(cache, _path, FileAccess.ReadWrite);
            byte[] all = new byte[content.Length];
            file.Read(0, all);
            file.SetLength(PageSize + 10);
            file.SetLength(3 * PageSize);
            byte[] read = new byte[3 * PageSize];

            Assert.Equal(read.Length, file.Read(0, read));
            Assert.Equal(content[..(PageSize + 10)], read[..(PageSize + 10)]);
            Assert.All(read[(PageSize + 10)..], value => Assert.Equal(0, value));
        }

        Assert.Equal(3 * PageSize, new FileInfo(_path).Length);
    }

    [Fact]
    public void Write_FileOpenedForReading_SaysWhatToDo()
    {
        RandomContent(PageSize);
        using PageCache cache = SmallCache();
        using FileAddressSpace file = FileAddressSpace.Open(cache, _path);

        NotSupportedException refused = Assert.Throws<NotSupportedException>(() => file.Write(0, [1]));
        Assert.Contains("FileAccess.ReadWrite", refused.Message);
    }

    private static PageCache SmallCache() =>
        new(new PageCacheOptions { BudgetBytes = SmallBudget, PageSize = PageSize, Checks = Checks.Full });

    private byte[] RandomContent(int length)
    {
        byte[] content = RandomNumberGenerator.GetBytes(length);
        File.WriteAllBytes(_path, content);
        return content;
    }
}
