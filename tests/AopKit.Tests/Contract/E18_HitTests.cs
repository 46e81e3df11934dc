using AopKit.Frames;
using AopKit.Residency;
using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E18: what a hit does not do.</summary>
public sealed class E18_HitTests : EngineTests
{
    [Fact]
    [Catches("E18_HitAllocates")]
    public void E18_Hit_EachForm_AllocatesNothing()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        Touch(space, 1);
        Hit(space, 100);
        Assert.Equal(0, Allocations.Least(() => Hit(space, 1000)));
        Assert.Equal(["read 1"], client.Log);
    }

    [Fact]
    public void E18_Hit_PageLockHeldAndFillsUnderWay_WaitsForNobody()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        Touch(space, 1);
        using var locker = new ParkedThread();
        using var filler = new ParkedThread();
        client.OnRead = page =>
        {
            filler.Park();
            client.ReadDefault(page);
        };
        locker.Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            using LockedPage<Fact> locked = pin.Lock();
            locker.Park();
        });
        locker.WaitUntilParked();
        filler.Start(() => Touch(space, 2));
        filler.WaitUntilParked();
        using ParkedThread hitter = Start(() => Hit(space, 10));
        hitter.Join();
        Assert.Equal(0, client.CountOf("release"));
    }

    [Fact]
    public void E18_ReadWithoutAPin_PageHitOften_WritesNothingToItsHeader()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        Touch(space, 1);
        Hit(space, 100);
        PageStore store = Cache.Parts.Store;
        Space known = Assert.Single(store.Spaces.Snapshot());
        ref FrameHeader header = ref store.Frames.Header(IndexSlot.Frame(known.Index.ReadSlot(1)));
        FrameHeader before = header;
        for (int time = 0; time < 100; time++)
        {
            int state = 0;
            Assert.True(space.TryRead(new(1), ref state, static (scoped bytes, ref _) => bytes[0], out byte _));
            Assert.True(space.TryReadValue(new(1), 0, out long _));
        }

        Assert.Equal(before, header);
    }

    [Fact]
    public void E18_Hits_OfThreadsThatHaveEnded_AreAllCounted()
    {
        const int Threads = 12;
        const int Times = 500;
        AddressSpace<Fact> space = Create(new NotifiedClient());
        Touch(space, 1);
        long before = Cache.GetStatistics().HitCount;
        for (int round = 0; round < 2; round++)
        {
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() => PinOften(space, Times)))];
            Array.ForEach(threads, static thread => thread.Start());
            Array.ForEach(threads, static thread => thread.Join());

            // Numbers of ended threads are given out again; their counts must not begin anew.
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(2 * Threads * Times, Cache.GetStatistics().HitCount - before);
    }

    private static void PinOften(AddressSpace<Fact> space, int times)
    {
        for (int time = 0; time < times; time++)
        {
            space.Pin(new(1)).Dispose();
        }
    }

    private static void Hit(AddressSpace<Fact> space, int times)
    {
        int state = 0;
        Span<byte> copy = stackalloc byte[16];
        for (int time = 0; time < times; time++)
        {
            space.Pin(new(1)).Dispose();
            if (!space.TryPin(new(1), out PagePin<Fact> pin))
            {
                Assert.Fail("The page is not there.");
            }

            pin.Dispose();
            space.PinAsync(new(1)).Result.Dispose();
            Assert.True(space.TryRead(new(1), ref state, static (bytes, ref _) => bytes[0], out _));
            Assert.True(space.TryCopy(new(1), 0, copy));
            Assert.True(space.TryReadValue(new(1), 0, out long _));
        }
    }
}
