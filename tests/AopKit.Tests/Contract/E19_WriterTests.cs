using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E19: writers against writers, readers and writeback.</summary>
public sealed class E19_WriterTests : EngineTests
{
    [Fact]
    public void E19_SecondWriter_WaitsForTheFirst()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        using var first = new ParkedThread();
        bool isOpen = false;
        first.Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            using PageWriter<Fact> writer = pin.BeginWrite();
            Volatile.Write(ref isOpen, true);
            first.Park();
            writer.Bytes.Fill(1);
            Volatile.Write(ref isOpen, false);
        });
        first.WaitUntilParked();
        using ParkedThread second = Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            using PageWriter<Fact> writer = pin.BeginWrite();
            Assert.False(Volatile.Read(ref isOpen), "E19: two writers had one page.");
            writer.Bytes.Fill(2);
        });
        second.WaitUntilBlockedOrEnded();
        Write(space, 2, 9);
        first.Resume();
        first.Join();
        second.Join();
        byte[] bytes = new byte[PageSize];
        Assert.True(space.TryCopy(new(1), 0, bytes));
        Assert.Equal(-1, bytes.AsSpan().IndexOfAnyExcept((byte)2));
    }

    [Fact]
    public void E19_TryRead_WriterParkedHalfWay_FailsAndNeverShowsHalf()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        Write(space, 1, 1);
        using var writing = new ParkedThread();
        writing.Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            using PageWriter<Fact> writer = pin.BeginWrite();
            writer.Bytes[..2048].Fill(2);
            writing.Park();
            writer.Bytes[2048..].Fill(2);
        });
        writing.WaitUntilParked();
        byte[] bytes = new byte[PageSize];
        Assert.False(space.TryCopy(new(1), 0, bytes), "E19: a read under a writer counted as valid.");
        writing.Resume();
        writing.Join();
        Assert.True(space.TryCopy(new(1), 0, bytes));
        Assert.Equal(-1, bytes.AsSpan().IndexOfAnyExcept((byte)2));
    }

    [Fact]
    public void E19_TryRead_PageEvictedAndFrameReusedMeanwhile_Fails()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        Touch(space, 1);
        AddressSpace<Fact> state = space;
        Assert.False(space.TryRead(new(1), ref state, EvictWhileReading, out _));

        static bool EvictWhileReading(scoped ReadOnlySpan<byte> bytes, ref AddressSpace<Fact> space)
        {
            Assert.True(space.TryEvict(new(1)));
            return true;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void E19_BeginWriteDuringWriteback_StablePages_WaitsAndOthersDoNot(bool stablePages)
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client, new AddressSpaceOptions { StablePages = stablePages });
        Write(space, 1, 1);
        using var flusher = new ParkedThread();
        bool isWriting = false;
        client.OnWrite = _ =>
        {
            Volatile.Write(ref isWriting, true);
            flusher.Park();
            Volatile.Write(ref isWriting, false);
        };
        flusher.Start(() => space.Flush());
        flusher.WaitUntilParked();
        bool? wasWriting = null;
        using ParkedThread writer = Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            using PageWriter<Fact> open = pin.BeginWrite();
            wasWriting = Volatile.Read(ref isWriting);
            open.Bytes.Fill(2);
        });
        if (stablePages)
        {
            writer.WaitUntilBlockedOrEnded();
        }
        else
        {
            writer.Join();
        }

        flusher.Resume();
        flusher.Join();
        writer.Join();
        Assert.Equal(!stablePages, wasWriting);
        Assert.Equal(1, space.DirtyPageCount);
    }

    [Fact]
    public void E19_BeginWrite_StalePage_IsRefused()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        using PagePin<Fact> pin = space.Pin(new(1));
        space.Discard();
        try
        {
#pragma warning disable AOP1009 // What the rule tells of is what the engine must refuse.
            pin.BeginWrite().Dispose();
#pragma warning restore AOP1009
            Assert.Fail("A page that has left gave a writer: the write would be lost.");
        }
        catch (InvalidOperationException error)
        {
            Assert.Contains("1", error.Message);
        }
    }
}
