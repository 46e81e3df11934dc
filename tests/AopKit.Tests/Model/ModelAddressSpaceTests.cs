using AopKit.Testing;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.Model;

/// <summary>The model keeps the contract that it is the yardstick of.</summary>
public sealed class ModelAddressSpaceTests : AddressSpaceContract
{
    private readonly List<ModelAddressSpace<Fact>> _models = [];

    protected override IReadOnlyList<CallbackFailure> Failures => [.. _models.SelectMany(model => model.Failures)];

    protected override ReleasedButKept ReleasedButKept => Assert.Single(_models).ReleasedButKept;

    protected override AddressSpace<Fact> CreateSpace(IAddressSpaceOperations<Fact> client, AddressSpaceOptions options)
    {
        var model = new ModelAddressSpace<Fact>(client, options, PageSize);
        _models.Add(model);
        return model;
    }

    [Fact]
    public async Task C6_PinEndedTwice_Always_IsCaught()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        PageLease<Fact> lease = await space.PinAsync(new(1));
        lease.Dispose();
        Assert.Equal("C6", Assert.Throws<ContractViolationException>(lease.Dispose).Clause);
    }

    [Fact]
    public void C3_OnRemoveThatCallsTheSpace_Always_IsCaught()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason _) => space.TryEvict(page.Index);
        Touch(space, 1);
        space.Discard();
        Assert.Equal(["C3"], Failures.Select(failure => failure.Clause));
    }

    [Fact]
    public void Reclaim_DirtyPage_TakesItOnlyAfterWriteBack()
    {
        var client = new NotifiedClient();
        var space = (ModelAddressSpace<Fact>)Create(client);
        Write(space, 1, 42);
        Assert.False(space.Reclaim(new(1)));
        Assert.True(space.WriteBack(new(new(1), 1)));
        Assert.True(space.Reclaim(new(1)));
        Assert.Equal(42, client.Disk[1][0]);
        Assert.Equal(["read 1", "write [1..2)", "remove 1 Reclaimed"], client.Log);
    }

    [Fact]
    public void Create_ImpossibleCombinations_NameTheClause()
    {
        Assert.Contains("E8", Assert.Throws<ArgumentException>(() =>
            Create(new NotifiedClient(),
                new AddressSpaceOptions { ReleaseProtocol = ReleaseProtocol.TwoPhase })).Message);
        Assert.Contains("E1", Assert.Throws<ArgumentException>(() =>
            Create(new NotifiedClient(),
                new AddressSpaceOptions { RemoveNotification = RemoveNotification.None })).Message);
    }
}
