using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E10: the order at the end of a space, seen from two threads.</summary>
public sealed class E10_EndOfSpaceTests : EngineTests
{
    [Fact]
    [Catches("E10_ReleasedTooEarly")]
    public void E10_Dispose_LastOnRemoveParkedElsewhere_WaitsForItBeforeTheFinalRelease()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        using var holder = new ParkedThread();
        bool hasReturned = false;
        bool? wasInTime = null;
        client.OnRemoved = (in RemovedPage<Fact> _, RemoveReason _) =>
        {
            holder.Park();
            Volatile.Write(ref hasReturned, true);
        };
        client.OnEnd = _ =>
        {
            wasInTime = Volatile.Read(ref hasReturned);
            return ReleaseOutcome.Released;
        };
        using var unlinked = new ManualResetEventSlim();
        holder.Start(() =>
        {
            PagePin<Fact> pin = space.Pin(new(1));
            space.Truncate(0);
            pin.Dispose();
        });
        holder.WaitUntilParked();
        using ParkedThread disposer = Start(space.Dispose);
        disposer.WaitUntilBlockedOrEnded();
        Assert.Equal(0, client.CountOf("end"));
        holder.Resume();
        holder.Join();
        disposer.Join();
        Assert.True(wasInTime, "E10: the final Release came before the last OnRemove had returned.");
        Assert.Equal(["read 1", "invalidate 1", "remove 1 Truncated", "end Forced"], client.Log);
    }

    [Fact]
    public void E10_Dispose_PinHeldByAnotherThread_WaitsForItsEnd()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        using var holder = new ParkedThread();
        holder.Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            holder.Park();
            Assert.Equal(Pattern.Make(PageSize, 1, 1, 0), pin.Bytes.ToArray());
        });
        holder.WaitUntilParked();
        using ParkedThread disposer = Start(space.Dispose);
        disposer.WaitUntilBlockedOrEnded();
        Assert.False(disposer.HasEnded, "E10: a space ended under a pin.");
        holder.Resume();
        holder.Join();
        disposer.Join();
        Assert.Equal(["remove 1 TornDown", "end Forced"], client.Log[^2..]);
    }

    [Fact]
    public void E10_ReclaimableIdleSpace_UnderPressure_IsOfferedToItsClientOnce()
    {
        var refusing = new NotifiedClient { OnEnd = _ => ReleaseOutcome.Kept };
        var agreeing = new NotifiedClient();
        var busy = new NotifiedClient();
        var shy = new NotifiedClient();
        var options = new AddressSpaceOptions { Reclaimable = true };
        AddressSpace<Fact> kept = Create(refusing, options);
        AddressSpace<Fact> ended = Create(agreeing, options);
        AddressSpace<Fact> used = Create(busy, options);
        Create(shy);
        Touch(used, 1);
        Cache.Shrink();
        Cache.Shrink();
        Assert.Equal(["end MayRefuse"], agreeing.Log);
        Assert.All(refusing.Log, line => Assert.Equal("end MayRefuse", line));
        Assert.NotEmpty(refusing.Log);
        Assert.Equal(["read 1"], busy.Log);
        Assert.Empty(shy.Log);
        Assert.Throws<ObjectDisposedException>(() => Touch(ended, 1));
        Touch(kept, 1);
    }
}
