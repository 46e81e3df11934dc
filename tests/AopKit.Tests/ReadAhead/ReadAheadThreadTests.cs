using AopKit.Testing;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.ReadAhead;

/// <summary>Windows that are read in the background.</summary>
public sealed class ReadAheadThreadTests() : EngineTests(new PageCacheOptions { BudgetBytes = 320 * PageSize })
{
    private readonly ManualResetEventSlim _device = new();
    private readonly ManualResetEventSlim _begun = new();

    [Fact]
    public void NextWindow_IsReadWhileTheReaderGoesOn()
    {
        AddressSpace<Fact> space = CreateSlow();
        Touch(space, 0, 1, 2, 3, 4, 5);
        Assert.True(_begun.Wait(ParkedThread.Watchdog), "Nothing was read ahead.");
        using ParkedThread reader = Start(() => Touch(space, 6));
        reader.WaitUntilBlockedOrEnded();
        Assert.False(reader.HasEnded);
        _device.Set();
        reader.Join();
        Assert.Equal(2, Cache.GetStatistics().MissCount);
    }

    [Fact]
    public void Dispose_WhileAWindowIsRead_WaitsForIt()
    {
        AddressSpace<Fact> space = CreateSlow();
        Touch(space, 0, 1, 2);
        Assert.True(_begun.Wait(ParkedThread.Watchdog), "Nothing was read ahead.");
        using ParkedThread end = Start(space.Dispose);
        end.WaitUntilBlockedOrEnded();
        Assert.False(end.HasEnded);
        _device.Set();
        end.Join();
        PageCacheStatistics statistics = Cache.GetStatistics();
        Assert.Equal(statistics.InsertedCount, statistics.RemovedCount);
    }

    /// <summary>A space whose pages from the sixth on come when the device is set.</summary>
    private AddressSpace<Fact> CreateSlow()
    {
        var client = new BatchClient();
        client.OnRead = page =>
        {
            if (page.Index.Value >= 6)
            {
                _begun.Set();
                _device.Wait();
            }

            client.ReadDefault(page);
        };
        return Create(client, new AddressSpaceOptions { Name = "test", ReadAheadPages = 16 });
    }
}
