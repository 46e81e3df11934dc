using System.Runtime.CompilerServices;
using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Writeback;

/// <summary>The flusher on its own thread, and the writers that it holds back.</summary>
public sealed class FlusherThreadTests() : FlusherTests(hasThreads: true)
{
    /// <summary>Until it is set, writes take for ever.</summary>
    private readonly ManualResetEventSlim _device = new();

    [Fact]
    public void Thread_MoreDirtyPagesThanTheThreshold_WritesThem()
    {
        using var written = new ManualResetEventSlim();
        var client = new NotifiedClient { OnWrite = _ => written.Set() };
        WriteRange(Create(client), 0, 12);
        Assert.True(written.Wait(ParkedThread.Watchdog), "Nothing was written.");
    }

    [Fact]
    public void Thread_AlarmOfTheClock_WritesOldPages()
    {
        using var written = new ManualResetEventSlim();
        var client = new NotifiedClient { OnWrite = _ => written.Set() };
        Write(Create(client), 0, 1);
        Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(written.Wait(ParkedThread.Watchdog), "Nothing was written.");
    }

    [Fact]
    public void Throttle_TooManyDirtyPages_WriterWaitsUntilSomeAreWritten()
    {
        var client = new NotifiedClient { OnWrite = _ => _device.Wait() };
        AddressSpace<Fact> space = Create(client);
        using ParkedThread writer = new();
        Cache.Hooks.AtPoint = (point, _, _) =>
        {
            if (point == AopKit.Diagnostics.TestPoint.WriterWaits)
            {
                writer.Park();
            }
        };
        writer.Start(() => WriteRange(space, 0, 40));
        writer.WaitUntilParked();
        Assert.InRange(space.DirtyPageCount + Cache.GetStatistics().WritebackCount, 20, 22);
        _device.Set();
        writer.Resume();
        writer.Join();
        Assert.True(Cache.GetStatistics().WriterStallCount > 0);
        space.Flush();
        Assert.Equal(40, client.Disk.Count);
    }

    [Fact]
    public void Throttle_DeviceHangs_WriterGoesOnAfterAWhile()
    {
        var client = new NotifiedClient { OnWrite = _ => _device.Wait() };
        AddressSpace<Fact> space = Create(client);
        using (ParkedThread writer = Start(() => WriteRange(space, 0, 24)))
        {
            writer.Join();
        }

        Assert.Equal(24, space.DirtyPageCount + Cache.GetStatistics().WritebackCount);
        _device.Set();
    }

    [Fact]
    public void Throttle_DeviceFails_WriterGoesOnAndNothingIsLost()
    {
        var client = new NotifiedClient { OnWrite = _ => throw new IOException("disk full") };
        AddressSpace<Fact> space = Create(client);
        using (ParkedThread writer = Start(() => WriteRange(space, 0, 60)))
        {
            writer.Join();
        }

        client.OnWrite = null;
        space.Flush();
        Assert.Equal(60, client.Disk.Count);
    }

    [Fact]
    public void Throttle_WriterInsideACallback_DoesNotWait()
    {
        var client = new NotifiedClient { OnWrite = _ => _device.Wait() };
        var other = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        AddressSpace<Fact> inner = Create(other);
        other.OnRead = page =>
        {
            if (page.Index.Value == 1000)
            {
                WriteRange(space, 0, 40);
            }

            other.ReadDefault(page);
        };
        using (ParkedThread reader = Start(() => Touch(inner, 1000)))
        {
            reader.Join();
        }

        Assert.Equal(0, Cache.GetStatistics().WriterStallCount);
        _device.Set();
    }

    [Fact]
    public void Dispose_WhileTheThreadWrites_LosesNothing()
    {
        using var flusher = new ManualResetEventSlim();
        var client = new NotifiedClient();
        client.OnWrite = _ =>
        {
            flusher.Set();
            _device.Wait();
        };
        AddressSpace<Fact> space = Create(client);
        WriteRange(space, 0, 15);
        Assert.True(flusher.Wait(ParkedThread.Watchdog));
        using ParkedThread end = Start(Cache.Dispose);
        end.WaitUntilBlockedOrEnded();
        Assert.False(end.HasEnded);
        _device.Set();
        end.Join();
        Assert.Equal(15, client.Disk.Count);
        Assert.Equal("end Forced", client.Log[^1]);
    }

    [Fact]
    public void Dispose_WriteOfTheThreadFails_WritesThePagesItself()
    {
        using var flusher = new ManualResetEventSlim();
        var client = new NotifiedClient();
        client.OnWrite = _ =>
        {
            client.OnWrite = null;
            flusher.Set();
            _device.Wait();
            throw new IOException("once");
        };
        AddressSpace<Fact> space = Create(client);
        WriteRange(space, 0, 15);
        Assert.True(flusher.Wait(ParkedThread.Watchdog));
        using ParkedThread end = Start(space.Dispose);
        end.WaitUntilBlockedOrEnded();
        _device.Set();
        end.Join();
        Assert.Equal(15, client.Disk.Count);
        Assert.Equal("WritePages", Assert.Single(Failures).Callback);
    }

    [Fact]
    public void Cache_Forgotten_IsCollectedAlthoughItHadAThread()
    {
        WeakReference forgotten = MakeAndForget();
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    return !forgotten.IsAlive;
                },
                ParkedThread.Watchdog),
            "The thread keeps the cache.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference MakeAndForget()
    {
        using var written = new ManualResetEventSlim();
        var client = new NotifiedClient { OnWrite = _ => written.Set() };
        var cache = new PageCache(new PageCacheOptions { BudgetBytes = 108 * PageSize, LeastBackgroundFrames = 100 });
        AddressSpace<Fact> space = cache.CreateAddressSpace<Fact>(client);
        WriteRange(space, 0, 12);
        Assert.True(written.Wait(ParkedThread.Watchdog));
        return new WeakReference(cache.Parts);
    }
}
