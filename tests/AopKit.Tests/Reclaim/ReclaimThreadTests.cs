using AopKit.Testing;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.Reclaim;

/// <summary>Reclaim on its own thread, and together with writes that are on their way.</summary>
public sealed class ReclaimThreadTests() : EngineTests(Options)
{
    private static PageCacheOptions Options => new()
    {
        BudgetBytes = 108 * PageSize, TimeProvider = new ManualClock(), LeastBackgroundFrames = 100,
        DirtyLimitPercent = 100, DirtyBackgroundPercent = 100,
    };

    [Fact]
    public void Thread_FramesRunShort_TakesPagesOut()
    {
        using var taken = new ManualResetEventSlim();
        var client = new NotifiedClient();
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason reason) =>
        {
            if (Thread.CurrentThread.Name == "AopKit reclaim")
            {
                taken.Set();
            }
        };
        AddressSpace<Fact> space = Create(client);
        for (long index = 0; index < 103; index++)
        {
            Touch(space, index);
        }

        Assert.True(taken.Wait(ParkedThread.Watchdog), "The thread took nothing.");
    }

    [Fact]
    public async Task Supply_AllPagesAreBeingWritten_WaitsForThemAndThrowsNothing()
    {
        var device = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = new AsyncOnlyClient { BeforeWrite = () => device.Task };
        AddressSpace<Fact> space = Create(client);
        using ParkedThread writer = Start(() =>
        {
            for (long index = 0; index < 130; index++)
            {
                Write(space, index, (byte)(index + 1));
            }
        });
        writer.WaitUntilBlockedOrEnded();
        device.SetResult();
        writer.Join();
        await space.FlushAsync();
        Assert.Equal(130, client.Disk.Count);
        Assert.All(client.Disk, page => Assert.Equal((byte)(page.Key + 1), page.Value[0]));
    }

    [Fact]
    public void Dispose_FullCache_EndsTheThreadAndEveryPageOnce()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        for (long index = 0; index < 150; index++)
        {
            Touch(space, index);
        }

        Cache.Dispose();
        Assert.Equal(client.CountOf("read "), client.CountOf("remove "));
        Assert.Equal("end Forced", client.Log[^1]);
    }
}
