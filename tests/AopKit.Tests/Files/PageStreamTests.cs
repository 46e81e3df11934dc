namespace AopKit.Tests.Files;

public sealed class PageStreamTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Stream_RandomOperations_MatchAMemoryStream()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var model = new MemoryStream();
        using (var cache = new PageCache(new PageCacheOptions { BudgetBytes = 20 * 4160 }))
        {
            using FileAddressSpace file = FileAddressSpace.Open(cache, _path, FileAccess.ReadWrite);
            using PageStream stream = file.OpenStream();
            for (int step = 0; step < 2000; step++)
            {
                Step(random, model, stream, $"seed {seed}, step {step}");
            }
        }

        Assert.True(
            model.ToArray().AsSpan().SequenceEqual(File.ReadAllBytes(_path)), $"The file differs, seed {seed}.");
    }

    [Fact]
    public void Seek_BeforeTheBeginning_Throws()
    {
        using var cache = new PageCache(new PageCacheOptions());
        using FileAddressSpace file = FileAddressSpace.Open(cache, _path);
        using PageStream stream = file.OpenStream();

        Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
        Assert.Equal(0, stream.Position);
    }

    [Fact]
    public async Task CopyToAsync_GivesTheWholeFile()
    {
        byte[] content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
        await File.WriteAllBytesAsync(_path, content);
        using var cache = new PageCache(new PageCacheOptions { BudgetBytes = 20 * 4160 });
        await using FileAddressSpace file = FileAddressSpace.Open(cache, _path);
        await using PageStream stream = file.OpenStream();
        using var copy = new MemoryStream();

        await stream.CopyToAsync(copy);

        Assert.True(copy.ToArray().AsSpan().SequenceEqual(content));
    }

    private static void Step(Random random, MemoryStream model, PageStream stream, string where)
    {
        long position = random.NextInt64(0, 200_000);
        model.Position = stream.Position = position;
        byte[] buffer = new byte[random.Next(1, 10_000)];
        switch (random.Next(10))
        {
            case 0:
                long length = random.NextInt64(0, 200_000);
                model.SetLength(length);
                stream.SetLength(length);
                break;
            case < 5:
                random.NextBytes(buffer);
                model.Write(buffer);
                stream.Write(buffer);
                break;
            case 5:
                stream.Flush();
                break;
            default:
                byte[] expected = new byte[buffer.Length];
                int count = model.Read(expected);
                Assert.True(count == stream.Read(buffer), $"The count differs, {where}.");
                Assert.True(expected.AsSpan().SequenceEqual(buffer), $"The bytes differ, {where}.");
                break;
        }

        Assert.True(model.Length == stream.Length, $"The length differs, {where}.");
    }
}
