using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E12: no dirty page leaves by a polite door before a write that succeeded.</summary>
public sealed class E12_WritebackTests : EngineTests
{
    [Fact]
    public void E12_Reclaim_DirtyPages_WritesEachBeforeItLeaves()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        var unwritten = new List<long>();
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason reason) =>
        {
            bool isWritten = client.Disk.TryGetValue(page.Index.Value, out byte[]? stored)
                && page.Bytes.SequenceEqual(stored);
            if (reason == RemoveReason.Reclaimed && !isWritten)
            {
                unwritten.Add(page.Index.Value);
            }
        };

        // Three times as many dirty pages as the cache can hold.
        for (long index = 0; index < 192; index++)
        {
            Write(space, index, (byte)(index + 1));
        }

        Assert.True(
            Cache.GetStatistics().ReclaimedCount > 100, "The cache is too large for the test: little was reclaimed.");
        Assert.Empty(unwritten);
        for (long index = 0; index < 192; index++)
        {
            using PagePin<Fact> pin = space.Pin(new(index));
            Assert.Equal((byte)(index + 1), pin.Bytes[17]);
        }
    }

    [Fact]
    public void E12_Reclaim_WriteFails_ThePageStaysDirtyAndOthersGo()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        Write(space, 1, 42);
        client.OnWrite = _ => throw new IOException("disk full");
        WritebackErrorCursor cursor = space.OpenErrorCursor();
        for (long index = 100; index < 250; index++)
        {
            Touch(space, index);
        }

        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.Equal(42, pin.Bytes[0]);
        Assert.True(pin.IsDirty);
        Assert.Single(client.Log, line => line == "read 1");
        client.OnWrite = null;
        if (Cache.GetStatistics().WriteFailedCount > 0)
        {
            Assert.Throws<WritebackException>(() => space.Flush(cursor));
        }

        space.Flush(cursor);
        Assert.Equal(42, client.Disk[1][0]);
    }

    [Fact]
    public void E12_PageWrittenDuringItsWriteback_IsDirtyAgainAndWrittenAgain()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        Write(space, 1, 1);
        using var flusher = new ParkedThread();
        client.OnWrite = _ => flusher.Park();
        flusher.Start(() => space.Flush());
        flusher.WaitUntilParked();
        Write(space, 1, 2);
        flusher.Resume();
        flusher.Join();
        Assert.Equal(1, space.DirtyPageCount);
        Assert.False(space.TryEvict(new(1)));
        space.Flush();
        Assert.Equal(0, space.DirtyPageCount);
        Assert.Equal(2, client.Disk[1][0]);
    }

    [Fact]
    public void E12_DisposeOfTheCache_DirtyPages_WritesThem()
    {
        var client = new NotifiedClient();
        using var cache = new PageCache(new PageCacheOptions { BudgetBytes = 64 * PageSize });
        AddressSpace<Fact> space = cache.CreateAddressSpace<Fact>(client);
        Write(space, 1, 42);
        cache.Dispose();
        Assert.Equal(42, client.Disk[1][0]);
        Assert.Equal(["write [1..2)", "invalidate 1", "remove 1 TornDown", "end Forced"], client.Log[1..]);
    }

    [Fact]
    public async Task E12_FlushAsyncAndDisposeAsync_AsyncClient_WriteThroughTheTask()
    {
        var client = new AsyncClient();
        AddressSpace<Fact> space = Create(client);
        Write(space, 1, 1);
        Write(space, 2, 2);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.BeforeWrite = () => open.Task;
        Task flush = space.FlushAsync().AsTask();
        Assert.False(flush.IsCompleted);
        Assert.False(space.TryEvict(new(1)));
        open.SetResult();
        await flush;
        Assert.Equal(["write async [1..3)"], client.Log[2..]);
        Write(space, 1, 3);
        await space.DisposeAsync();
        Assert.Equal(3, client.Disk[1][0]);
        Assert.Equal("end Forced", client.Log[^1]);
    }

    [Fact]
    public async Task E12_DisposeAsync_UnwritablePages_ThrowsWithTheirRanges()
    {
        var client = new AsyncClient { BeforeWrite = () => throw new IOException("disk full") };
        AddressSpace<Fact> space = Create(client);
        Write(space, 3, 1);
        UnwrittenPagesException error =
            await Assert.ThrowsAsync<UnwrittenPagesException>(async () => await space.DisposeAsync());
        Assert.Equal([new PageRange(new(3), 1)], error.Ranges);
        Assert.Equal("end Forced", client.Log[^1]);
    }
}
