using AopKit.Residency;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.Residency;

/// <summary>What an address space costs: nearly nothing when it is empty, a leaf with its first page.</summary>
public sealed class SpaceCostTests() : EngineTests(new PageCacheOptions { BudgetBytes = 4096 * PageSize })
{
    private const int SpaceCount = 4096;

    [Fact]
    public void EmptySpace_ManyOfThem_TakeFewManagedBytesAndNoneOfTheBudget()
    {
        var client = new ReadOnlyClient();
        using AddressSpace<Fact> first = Cache.CreateAddressSpace(client);
        var spaces = new AddressSpace<Fact>[SpaceCount];
        long used = Cache.GetStatistics().UsedBytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < SpaceCount; i++)
        {
            spaces[i] = Cache.CreateAddressSpace(client);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(used, Cache.GetStatistics().UsedBytes);
        Assert.InRange(allocated / SpaceCount, 1, 352);
        Array.ForEach(spaces, space => space.Dispose());
    }

    [Fact]
    public void SpaceWithOnePage_BesideThePage_TakesOneLeafAndNothingManaged()
    {
        var client = new ReadOnlyClient();
        AddressSpace<Fact>[] spaces = [.. Enumerable.Range(0, 257).Select(_ => Cache.CreateAddressSpace(client))];
        client.OnRead = _ => { };
        Touch(spaces[0], 0);
        PageCacheStatistics before = Cache.GetStatistics();
        long managed = GC.GetAllocatedBytesForCurrentThread();
        foreach (AddressSpace<Fact> space in spaces.AsSpan(1))
        {
            space.Pin(new(63)).Dispose();
        }

        managed = GC.GetAllocatedBytesForCurrentThread() - managed;
        PageCacheStatistics after = Cache.GetStatistics();
        long frames = (after.FrameCount - before.FrameCount) * Cache.Parts.Store.Free.FrameCost;
        Assert.Equal(256 * IndexNode.Bytes, after.UsedBytes - before.UsedBytes - frames);

        // What the script of the client notes, and nothing of the engine's.
        Assert.InRange(managed / 256, 0, 300);
        Array.ForEach(spaces, space => space.Dispose());
        PageCacheStatistics end = Cache.GetStatistics();
        Assert.Equal(end.FrameCount * Cache.Parts.Store.Free.FrameCost, end.UsedBytes);
    }

    [Fact]
    public void Dispose_SpaceAmongManyPages_LooksAtItsOwnNodesOnly()
    {
        var client = new ReadOnlyClient();
        AddressSpace<Fact> large = Create(client);
        for (long index = 0; index < 2000; index++)
        {
            large.Pin(new(index * 64)).Dispose();
        }

        AddressSpace<Fact> small = Cache.CreateAddressSpace(client);
        Touch(small, 0, 1, 1L << 40);
        long before = Cache.Parts.Store.Nodes.SearchedCount;
        small.Dispose();
        Assert.InRange(Cache.Parts.Store.Nodes.SearchedCount - before, 1, 100);
    }

    [Fact]
    public void Dispose_PageAtTheVeryEnd_DropsItToo()
    {
        var client = new NotifiedClient { OnRead = _ => { } };
        AddressSpace<Fact> space = Create(client);
        Touch(space, long.MaxValue, 0);
        space.Discard();
        Assert.Equal(0, space.PageCount);
        Touch(space, long.MaxValue);
        space.Dispose();
        Assert.Equal(1, client.CountOf($"remove {long.MaxValue} TornDown"));
    }

    [Fact]
    public void Idle_ManySpacesAndOneReclaimable_ShrinkerCountsIt()
    {
        AddressSpace<Fact>[] others =
            [.. Enumerable.Range(0, 100).Select(_ => Cache.CreateAddressSpace(new QuietClient()))];
        var client = new QuietClient();
        AddressSpace<Fact> space = Create(client, new AddressSpaceOptions { Name = "idle", Reclaimable = true });
        Assert.Equal(1, Cache.Parts.Store.Spaces.Idle.Count);
        Touch(space, 5);
        Assert.Equal(0, Cache.Parts.Store.Spaces.Idle.Count);
        space.Truncate(0);
        Assert.Equal(1, Cache.Parts.Store.Spaces.Idle.Count);
        space.Dispose();
        Assert.Equal(0, Cache.Parts.Store.Spaces.Idle.Count);
        Array.ForEach(others, other => other.Dispose());
    }
}
