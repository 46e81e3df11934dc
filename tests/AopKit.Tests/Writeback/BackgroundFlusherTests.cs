using AopKit.Tests.Clients;

namespace AopKit.Tests.Writeback;

/// <summary>When pages are written in the background, which, and what becomes of errors.</summary>
public sealed class BackgroundFlusherTests : FlusherTests
{
    [Fact]
    public void Flusher_FewDirtyPages_WritesNothing()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        WriteRange(space, 0, 10);
        RunFlusher();
        Assert.Equal(0, client.CountOf("write "));
        Assert.Equal(10, space.DirtyPageCount);
    }

    [Fact]
    public void Flusher_MoreDirtyPagesThanTheThreshold_WritesThemInRuns()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        WriteRange(space, 0, 6);
        WriteRange(space, 20, 6);
        RunFlusher();
        Assert.Equal(["write [0..6)", "write [20..26)"], client.Log.Where(IsWrite));
        Assert.Equal(0, space.DirtyPageCount);
        Assert.Equal(0, Cache.GetStatistics().WritebackCount);
        Assert.Equal(26, client.Disk[25][4095]);
    }

    [Fact]
    public void Flusher_SeveralSpaces_EachHasItsTurn()
    {
        var clients = new List<NotifiedClient> { new(), new(), new() };
        List<AddressSpace<Fact>> spaces = clients.ConvertAll(client => Create(client));

        // In each more single pages than a turn has runs.
        spaces.ForEach(space => Enumerable.Range(0, 20).ToList().ForEach(page => Write(space, page * 2, 1)));
        Flusher.RunStep();
        Flusher.RunStep();
        Flusher.RunStep();
        Assert.All(clients, client => Assert.InRange(client.CountOf("write "), 1, 19));
        RunFlusher();
        Assert.InRange(Cache.GetStatistics().DirtyCount, 0, 10);
    }

    [Fact]
    public void Flusher_OnePageForLong_WritesItWhenItIsOld()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        Write(space, 7, 1);
        Clock.Advance(TimeSpan.FromSeconds(29));
        RunFlusher();
        Assert.Equal(0, client.CountOf("write "));
        Clock.Advance(TimeSpan.FromSeconds(1));
        RunFlusher();
        Assert.Equal(["write [7..8)"], client.Log.Where(IsWrite));
    }

    [Fact]
    public void Flusher_PageDirtiedBehindASweep_IsOldInItsTurn()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        Write(space, 1, 1);
        Clock.Advance(TimeSpan.FromSeconds(30));
        client.OnWrite = _ =>
        {
            client.OnWrite = null;
            Clock.Advance(TimeSpan.FromSeconds(5));
            Write(space, 0, 1);
        };
        RunFlusher();
        Assert.Equal(1, space.DirtyPageCount);
        Clock.Advance(TimeSpan.FromSeconds(30));
        RunFlusher();
        Assert.Equal(["write [1..2)", "write [0..1)"], client.Log.Where(IsWrite));
    }

    [Fact]
    public void Flusher_WriteFails_KeepsThePagesTellsEachCursorOnceAndRests()
    {
        var client = new NotifiedClient { OnWrite = _ => throw new IOException("disk full") };
        AddressSpace<Fact> space = Create(client);
        WritebackErrorCursor first = space.OpenErrorCursor();
        WritebackErrorCursor second = space.OpenErrorCursor();
        WriteRange(space, 0, 12);
        RunFlusher();
        Assert.Equal(1, client.CountOf("write "));
        Assert.True(Flusher.IsStuck);
        Assert.Equal(12, space.DirtyPageCount);
        Assert.Equal("WritePages", Assert.Single(Failures).Callback);

        // After a rest it is tried again, and again after a longer one.
        Clock.Advance(TimeSpan.FromSeconds(1));
        RunFlusher();
        Assert.Equal(2, client.CountOf("write "));
        Clock.Advance(TimeSpan.FromSeconds(1));
        RunFlusher();
        Assert.Equal(2, client.CountOf("write "));
        client.OnWrite = null;
        Clock.Advance(TimeSpan.FromSeconds(1));
        RunFlusher();
        Assert.False(Flusher.IsStuck);
        Assert.Equal(0, space.DirtyPageCount);
        Assert.Throws<WritebackException>(() => space.Flush(first));
        Assert.Throws<WritebackException>(() => space.Flush(second));
        space.Flush(first);
        space.Flush(second);
        space.Flush();
    }

    [Fact]
    public void Flusher_PageWrittenDuringItsWriteback_IsWrittenAgain()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        WriteRange(space, 0, 12);
        client.OnWrite = _ =>
        {
            client.OnWrite = null;
            Write(space, 3, 99);
        };
        RunFlusher();
        Assert.Equal(1, space.DirtyPageCount);
        Clock.Advance(TimeSpan.FromSeconds(30));
        RunFlusher();
        Assert.Equal(99, client.Disk[3][0]);
        Assert.Equal(0, space.DirtyPageCount);
    }

    [Fact]
    public void Flusher_PageInUseByAWriter_IsPassedOver()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        WriteRange(space, 0, 12);
        using (PagePin<Fact> pin = space.Pin(new(5)))
        {
            using PageWriter<Fact> writer = pin.BeginWrite();
            RunFlusher();
            Assert.Equal(["write [0..5)", "write [6..12)"], client.Log.Where(IsWrite));
        }

        Assert.Equal(1, space.DirtyPageCount);
    }

    [Fact]
    public async Task Flusher_AsyncClient_HasSeveralRunsOnTheirWayAndABound()
    {
        var client = new AsyncOnlyClient();
        AddressSpace<Fact> space = Create(client);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.BeforeWrite = () => open.Task;
        for (int page = 0; page < 20; page++)
        {
            Write(space, page * 2, 1);
        }

        RunFlusher();
        Assert.Equal(8, client.CountOf("write async"));
        Assert.Equal(8, Cache.GetStatistics().WritebackCount);

        // A flush waits for them as tasks, and for what it writes itself.
        Task flush = space.FlushAsync().AsTask();
        Assert.False(flush.IsCompleted);
        open.SetResult();
        await flush;
        Assert.Equal(20, client.CountOf("write async"));
        Assert.Equal(0, space.DirtyPageCount);
        Assert.Equal(0, Cache.GetStatistics().WritebackCount);
    }

    [Fact]
    public void Flusher_SpaceDisposedMeanwhile_FindsNothing()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        WriteRange(space, 0, 12);
        Flusher.RunStep();
        Write(space, 1, 1);
        space.Dispose();
        int calls = client.Log.Length;
        Clock.Advance(TimeSpan.FromMinutes(1));
        RunFlusher();
        Assert.Equal(calls, client.Log.Length);
    }

    private static bool IsWrite(string line) => line.StartsWith("write ", StringComparison.Ordinal);
}
