using AopKit.Testing;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.ReadAhead;

/// <summary>Reading ahead in a cache; every window is read on the thread that asks for it.</summary>
public sealed class ReadAheadTests() : EngineTests(
    new PageCacheOptions { BudgetBytes = 320 * PageSize, HasBackgroundThreads = false })
{
    private static readonly AddressSpaceOptions s_ahead = new() { Name = "test", ReadAheadPages = 16 };

    [Fact]
    public void Sequential_ReaderMissesTwiceAndThenFindsEveryPage()
    {
        var client = new BatchClient();
        AddressSpace<Fact> space = Create(client, s_ahead);
        for (long index = 0; index < 60; index++)
        {
            using PagePin<Fact> pin = space.Pin(new(index));
            Assert.Equal(0, Pattern.VersionOf(pin.Bytes, 1, index));
        }

        PageCacheStatistics statistics = Cache.GetStatistics();
        Assert.Equal(2, statistics.MissCount);
        Assert.Equal(58, statistics.HitCount);
        Assert.Equal(58, statistics.ReadAheadHitCount);
        Assert.Equal(2, client.CountOf("read 0") + client.CountOf("read 1"));
        Assert.Equal(
            ["read run [2..6)", "read run [6..14)", "read run [14..30)", "read run [30..46)", "read run [46..62)"],
            client.Log.Where(line => line.StartsWith("read run", StringComparison.Ordinal)).Take(5));
        Assert.Equal(0, statistics.ReadAheadWastedCount);
    }

    [Fact]
    public void Backwards_ReaderMissesTwice()
    {
        var client = new BatchClient();
        AddressSpace<Fact> space = Create(client, s_ahead);
        for (long index = 40; index >= 0; index--)
        {
            Touch(space, index);
        }

        Assert.Equal(2, Cache.GetStatistics().MissCount);
        Assert.Equal(1, client.CountOf("read run [35..39)"));
    }

    [Fact]
    public void Strided_ClientWithoutRuns_ReadsPageByPage()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client, s_ahead);
        for (long index = 0; index < 20; index++)
        {
            Touch(space, index * 5);
        }

        Assert.Equal(3, Cache.GetStatistics().MissCount);
        Assert.DoesNotContain("read 16", client.Log);
    }

    [Fact]
    public void SmallCache_WithoutTheOption_ReadsNothingAhead()
    {
        var client = new BatchClient();
        AddressSpace<Fact> space = Create(client);
        Touch(space, 0, 1, 2, 3, 4, 5);
        Assert.Equal(0, client.CountOf("read run"));
        Assert.Equal(0, Cache.GetStatistics().ReadAheadCount);
    }

    [Fact]
    public void OptimisticReader_FollowsItsWindowsToo()
    {
        AddressSpace<Fact> space = Create(new BatchClient(), s_ahead);
        Touch(space, 0, 1);
        int none = 0;
        for (long index = 2; index < 40; index++)
        {
            Assert.True(space.TryRead(new(index), ref none, static (bytes, ref _) => bytes[0], out _));
        }

        Assert.Equal(38, Cache.GetStatistics().ReadAheadHitCount);
    }

    [Fact]
    public void KnownEnd_IsNotReadBeyond()
    {
        var client = new BatchClient();
        AddressSpace<Fact> space = Create(client, s_ahead with { ReadAheadEnd = () => new PageIndex(10) });
        for (long index = 0; index < 10; index++)
        {
            Touch(space, index);
        }

        Assert.Equal(10, Cache.GetStatistics().FillCount);
        Assert.Equal(10, space.PageCount);
    }

    [Fact]
    public void PagesBehindAnUnknownEnd_FailSilentlyAndAreCounted()
    {
        var client = new BatchClient();
        client.OnRead = page =>
        {
            if (page.Index.Value >= 10)
            {
                throw new IOException("no such block");
            }

            client.ReadDefault(page);
        };
        AddressSpace<Fact> space = Create(client, s_ahead);
        for (long index = 0; index < 10; index++)
        {
            using PagePin<Fact> pin = space.Pin(new(index));
            Assert.Equal(0, Pattern.VersionOf(pin.Bytes, 1, index));
        }

        Assert.True(Cache.GetStatistics().FillFailedCount > 0);
        Assert.All(Failures, failure => Assert.Equal("E15", failure.Clause));
        Assert.Throws<IOException>(() => Touch(space, 10));
    }

    [Fact]
    public void PageThatSomebodyJoined_ItsRunFails_IsReadAlone()
    {
        using var filler = new ParkedThread();
        var client = new BatchClient();
        client.OnRead = page =>
        {
            if (page.Index.Value == 5)
            {
                filler.Park();
                throw new IOException("no such block");
            }

            client.ReadDefault(page);
        };
        AddressSpace<Fact> space = Create(client, s_ahead);
        filler.Start(() => Touch(space, 0, 1));
        filler.WaitUntilParked();
        using ParkedThread reader = Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(3));
            Assert.Equal(0, Pattern.VersionOf(pin.Bytes, 1, 3));
        });
        reader.WaitUntilBlockedOrEnded();
        Assert.False(reader.HasEnded);
        filler.Resume();
        reader.Join();
        filler.Join();
        Assert.Equal(1, client.CountOf("read 3"));
        Assert.False(space.Contains(new(4)));
    }

    [Fact]
    public void PagesTakenUnread_CountAsWaste()
    {
        AddressSpace<Fact> space = Create(new BatchClient(), s_ahead);
        Touch(space, 0, 1);
        Cache.Reclaim(300);
        PageCacheStatistics statistics = Cache.GetStatistics();
        Assert.Equal(4, statistics.ReadAheadCount);
        Assert.Equal(4, statistics.ReadAheadWastedCount);
    }
}
