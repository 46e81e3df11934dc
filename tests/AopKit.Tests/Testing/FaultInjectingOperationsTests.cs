using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Testing;

public sealed class FaultInjectingOperationsTests
{
    private readonly FaultPlan _plan = new();

    [Fact]
    public void ReadPage_PlannedOnce_FailsOnceForThatPage()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Make(new FaultInjectingOperations<Fact>(client, _plan));
        _plan.Fail("ReadPage", new PageIndex(2));
        space.Pin(new(1)).Dispose();
        Assert.Contains("as planned", Assert.Throws<IOException>(() => space.Pin(new(2)).Dispose()).Message);
        Assert.Equal(0, _plan.PendingCount);
        space.Pin(new(2)).Dispose();
        Assert.Equal(["read 1", "remove 2 FillFailed", "read 2"], client.Log);
    }

    [Fact]
    public void WritePages_PlannedTwice_FailsForTheBatchThatHoldsThePage()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Make(new FaultInjectingOperations<Fact>(client, _plan));
        foreach (long index in (long[])[1, 2, 3, 9])
        {
            using PagePin<Fact> pin = space.Pin(new(index));
            pin.BeginWrite().Dispose();
        }

        var broken = new InvalidDataException("bad sector");
        _plan.Fail("WritePages", new PageIndex(2), times: 2, broken);
        Assert.Same(broken, Assert.Throws<WritebackException>(() => space.Flush()).InnerException);
        Assert.Equal(3, space.DirtyPageCount);
        Assert.Throws<WritebackException>(() => space.Flush());
        space.Flush();
        Assert.Equal(["write [9..10)", "write [1..4)"], client.Log[4..]);
    }

    [Fact]
    public void EveryContainedCallback_Planned_CompletesAsTheContractSays()
    {
        var client = new TwoPhaseClient { AttachOnRead = true, Answer = ReleaseOutcome.Released };
        var operations = new FaultInjectingTwoPhaseOperations<Fact>(client, _plan);
        var space = new ModelAddressSpace<Fact>(
            operations, new AddressSpaceOptions { ReleaseProtocol = ReleaseProtocol.TwoPhase });
        space.Prefetch(new(new(0), 4));
        string[] callbacks =
            ["PrepareRelease", "AbortRelease", "CommitRelease", "OnRemove", "InvalidatePage", "Release"];
        Array.ForEach(callbacks, callback => _plan.Fail(callback));
        Assert.False(space.TryEvict(new(0)));
        Assert.True(space.TryEvict(new(0)));
        space.Dispose();
        Assert.Equal(0, _plan.PendingCount);
        Assert.Equal(callbacks, space.Failures.Select(failure => failure.Callback));
        Assert.Equal(0, client.CountOf("end"));
    }

    [Fact]
    public void ClientThatOnlyReads_AllDoors_AreAnsweredForIt()
    {
        using AddressSpace<Fact> space = Make(new FaultInjectingOperations<Fact>(new ReadOnlyClient(), _plan));
        space.Prefetch(new(new(0), 3));
        Assert.True(space.TryEvict(new(0)));
        space.Discard();
        Assert.Equal(ReleaseOutcome.Released, space.TryRelease());
    }

    private static ModelAddressSpace<Fact> Make(IAddressSpaceOperations<Fact> operations) => new(operations);
}
