using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E1, E2: what holds while OnRemove runs, seen from other threads.</summary>
public sealed class E2_RemovalTests : EngineTests
{
    [Fact]
    public void E2_OnRemove_Parked_FrameIsNotReused()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        Touch(space, 1);
        using var remover = new ParkedThread();
        bool wasIntact = false;
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason _) =>
        {
            if (page.Index.Value == 1)
            {
                remover.Park();
                wasIntact = Pattern.VersionOf(page.Bytes, client.PatternSpace, 1) == 0;
            }
        };
        remover.Start(() => space.Truncate(0));
        remover.WaitUntilParked();

        // Twice as many pages as there are frames: if the frame were free, somebody would have been given it.
        for (long index = 100; index < 228; index++)
        {
            Touch(space, index);
        }

        remover.Resume();
        remover.Join();
        Assert.True(wasIntact, "E2: the frame of a page was reused before its OnRemove returned.");
    }

    [Fact]
    public void E2_LastPin_EndedByAnotherThread_RunsOnRemoveThere()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        int removerThread = 0;
        client.OnRemoved = (in RemovedPage<Fact> _, RemoveReason _) =>
            removerThread = Environment.CurrentManagedThreadId;
        using var holder = new ParkedThread();
        int holderThread = 0;
        holder.Start(() =>
        {
            holderThread = Environment.CurrentManagedThreadId;
            using PagePin<Fact> pin = space.Pin(new(1));
            holder.Park();
        });
        holder.WaitUntilParked();
        space.Truncate(0);
        Assert.Equal(0, client.CountOf("remove"));
        holder.Resume();
        holder.Join();
        Assert.Equal(1, client.CountOf("remove"));
        Assert.Equal(holderThread, removerThread);
    }

    [Fact]
    public void E1_PagesOfASmallCache_ReclaimedManyTimesOver_AreEachRemovedOnce()
    {
        var ledger = new LifetimeLedger();
        var client = new NotifiedClient();
        client.OnRead = page =>
        {
            ledger.Insert(page.Generation);
            client.ReadDefault(page);
        };
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason reason) => ledger.Remove(page.Generation, reason);
        AddressSpace<Fact> space = Create(client);
        for (int round = 0; round < 5; round++)
        {
            for (long index = 0; index < 100; index++)
            {
                Touch(space, index);
            }
        }

        space.Dispose();
        Assert.Equal(Cache.GetStatistics().InsertedCount, ledger.InsertedCount);
        Assert.True(ledger.InsertedCount > 200, "The cache is too large for the test: nothing was reclaimed.");
        ledger.ThrowIfUnbalanced();
    }
}
