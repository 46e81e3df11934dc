using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E12, E13, E14: the budget goes up and down while others read and write.</summary>
public sealed class ResizeTests() : EngineTests(
    new PageCacheOptions { BudgetBytes = LargeBytes, MaxBudgetBytes = LargeBytes })
{
    private const long LargeBytes = 12L << 20;
    private const long SmallBytes = 3L << 20;
    private const int PageCount = 2500;

    [Fact]
    public async Task E12_Resize_UpAndDownUnderReadersAndWriters_NobodySeesAnotherPagesBytes()
    {
        var client = new MigratingClient { AttachOnRead = true };
        AddressSpace<Fact> space = Create(client);
        long[] written = new long[PageCount];
        using var stop = new CancellationTokenSource();
        Task[] users =
            [.. Enumerable.Range(0, 3).Select(user => Task.Run(() => Use(space, user, written, stop.Token)))];

        for (int round = 0; round < 20; round++)
        {
            Cache.Resize(round % 2 == 0 ? SmallBytes : LargeBytes);
            Assert.Equal(round % 2 == 0 ? SmallBytes : LargeBytes, Cache.GetStatistics().BudgetBytes);
        }

        await stop.CancelAsync();
        await Task.WhenAll(users);
        Cache.Resize(SmallBytes);
        Assert.True(Cache.GetStatistics().UsedBytes <= SmallBytes);
        Cache.CheckIntegrity();
        for (int index = 0; index < PageCount; index++)
        {
            using PagePin<Fact> pin = space.Pin(new(index));
            Assert.Equal(0, Pattern.VersionOf(pin.Bytes[..1024], 1, index));
            Assert.True(written[index] == 0 || BitConverter.ToInt64(pin.Bytes[2048..]) == written[index]);
        }
    }

    [Fact]
    public void E14_ResizeDown_OfAFullCache_GivesTheMemoryBack()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        for (long index = 0; index < PageCount; index++)
        {
            Touch(space, index);
        }

        Cache.Resize(SmallBytes);

        // What lay above the limit is gone already; a trim finds nothing but what is free below it.
        Assert.True(Cache.GetStatistics().UsedBytes <= SmallBytes);
        Assert.True(Cache.TrimMemory() <= SmallBytes);
        Assert.True(space.PageCount > 500);
    }

    /// <summary>Each user writes the pages of its own remainder, and reads all.</summary>
    private static void Use(AddressSpace<Fact> space, int user, long[] written, CancellationToken stop)
    {
        var random = new Random(user);
        while (!stop.IsCancellationRequested)
        {
            int index = random.Next(PageCount);
            using PagePin<Fact> pin = space.Pin(new(index));
            if (index % 3 == user)
            {
                written[index]++;
                using PageWriter<Fact> writer = pin.BeginWrite();
                BitConverter.TryWriteBytes(writer.Bytes[2048..], written[index]);
            }
            else
            {
                Assert.Equal(0, Pattern.VersionOf(pin.Bytes[..1024], 1, index));
            }
        }
    }
}
