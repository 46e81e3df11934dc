using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E3: what a parked OnRemove holds up.</summary>
public sealed class E3_NoticeTests : EngineTests
{
    [Fact]
    [Catches("E3_LeavingSlotOpen")]
    public void E3_BeforeUnlock_OnRemoveParked_FillOfThatIndexWaitsAndOfNoOther()
    {
        (AddressSpace<Fact> space, QuietClient client) =
            Create(ReleaseProtocol.Prechecked, RemoveNotification.BeforeUnlock);
        using var remover = new ParkedThread();
        client.OnRemoved = (in RemovedPage<Fact> _, RemoveReason _) => remover.Park();
        Touch(space, 1);
        client.ClearLog();
        remover.Start(() => space.TryEvict(new(1)));
        remover.WaitUntilParked();
        using ParkedThread filler = Start(() => Touch(space, 1));
        filler.WaitUntilBlockedOrEnded();
        Touch(space, 0, 2, 63, 64, 100);
        Assert.False(space.Contains(new(1)));
        Assert.False(space.TryPin(new(1), out _));
        Assert.False(filler.HasEnded, "E3: a fill went past a slot that is leaving.");
        Assert.Equal(0, client.CountOf("read 1 ") + client.Log.Count(line => line == "read 1"));
        remover.Resume();
        remover.Join();
        filler.Join();
        Assert.Equal(1, client.Log.Count(line => line == "read 1"));
    }

    [Theory]
    [InlineData(ReleaseProtocol.Prechecked)]
    [InlineData(ReleaseProtocol.Frozen)]
    public void E3_AfterUnlock_OnRemoveParked_NoFillWaits(ReleaseProtocol protocol)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol, RemoveNotification.AfterUnlock);
        using var remover = new ParkedThread();
        long leaving = 0;
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason _) =>
        {
            Interlocked.CompareExchange(ref leaving, page.Generation, 0);
            remover.Park();
        };
        Touch(space, 1);
        remover.Start(() => space.TryEvict(new(1)));
        remover.WaitUntilParked();
        using ParkedThread filler = Start(() =>
        {
            using PagePin<Fact> young = space.Pin(new(1));
            Assert.NotEqual(leaving, young.Generation);
            Assert.Equal(Pattern.Make(PageSize, 1, 1, 0), young.Bytes.ToArray());
        });
        filler.Join();
        Assert.Equal(2, client.CountOf("read 1"));
    }

    [Fact]
    public void E3_BeforeUnlock_TruncateOfAPinnedPage_WaitsForThePinAndNothingIsStale()
    {
        (AddressSpace<Fact> space, QuietClient client) =
            Create(ReleaseProtocol.Prechecked, RemoveNotification.BeforeUnlock);
        using var holder = new ParkedThread();
        bool wasStale = true;
        holder.Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            holder.Park();
            wasStale = pin.IsStale;
        });
        holder.WaitUntilParked();
        using ParkedThread truncater = Start(() => space.Truncate(0));
        truncater.WaitUntilBlockedOrEnded();
        Assert.Equal(0, client.CountOf("remove"));
        Assert.False(truncater.HasEnded, "E3: truncate did not wait for a pin.");
        holder.Resume();
        holder.Join();
        truncater.Join();
        Assert.False(wasStale);
        Assert.Equal(1, client.CountOf("remove 1 Truncated"));
    }

    [Fact]
    public void E3_BeforeUnlock_WaitForAPin_CanBeCancelled()
    {
        (AddressSpace<Fact> space, QuietClient client) =
            Create(ReleaseProtocol.Prechecked, RemoveNotification.BeforeUnlock);
        using var holder = new ParkedThread();
        holder.Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            holder.Park();
        });
        holder.WaitUntilParked();
        Touch(space, 0);
        using var cancellation = new CancellationTokenSource();
        Action[] waits =
        [
            () => space.Truncate(0, cancellation.Token), () => space.Punch(PageSize, PageSize, cancellation.Token),
            () => space.Invalidate(new(new(1), 1), cancellation.Token), () => space.Discard(cancellation.Token),
            () => space.Replace(new(1), new byte[PageSize], cancellation: cancellation.Token),
        ];
        ParkedThread[] waiters = [.. waits.Select(Start)];
        Array.ForEach(waiters, waiter => waiter.WaitUntilBlockedOrEnded());
        cancellation.Cancel();
        Assert.All(waiters, waiter => Assert.ThrowsAny<OperationCanceledException>(waiter.Join));
        Assert.True(space.Contains(new(1)));
        Assert.Equal(0, client.CountOf("remove 1"));
        holder.Resume();
        holder.Join();
        Array.ForEach(waiters, waiter => waiter.Dispose());
        space.Truncate(0);
        Assert.Equal(1, client.CountOf("remove 1"));
    }
}
