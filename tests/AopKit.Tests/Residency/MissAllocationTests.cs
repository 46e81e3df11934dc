using AopKit.Tests.Clients;
using AopKit.Tests.Contract;
using AopKit.Tests.Diagnostics;

namespace AopKit.Tests.Residency;

/// <summary>What a miss and the eviction that it causes allocate: nothing, with callbacks and without.</summary>
[Collection(ListenersOrBytes.Collection)]
public sealed class MissAllocationTests : EngineTests
{
    [Theory]
    [InlineData(ReleaseProtocol.Classic)]
    [InlineData(ReleaseProtocol.Prechecked)]
    [InlineData(ReleaseProtocol.Frozen)]
    public void Miss_FullCache_InsertsAndEvictsWithoutAllocating(ReleaseProtocol protocol)
    {
        var client = new SilentClient();
        using AddressSpace<Fact> space = Cache.CreateAddressSpace(
            client, new AddressSpaceOptions { Name = "silent", ReleaseProtocol = protocol, ReleaseAlways = true });
        Pin(space, 0, 2000);
        long removed = client.RemovedCount;
        Assert.Equal(0, Allocations.Least(() => Pin(space, 0, 2000)));
        Assert.True(client.RemovedCount - removed >= 1900, $"Only {client.RemovedCount - removed} evictions.");
        Assert.Equal(client.RemovedCount, client.ReleasedCount);
    }

    [Fact]
    public void Miss_FillThatNobodyJoins_LeavesNoRecord()
    {
        var client = new SilentClient();
        using AddressSpace<Fact> space = Cache.CreateAddressSpace(client);
        Pin(space, 0, 100);
        Assert.Empty(Cache.Parts.Store.Spaces.Snapshot().Single().Fills ?? []);
    }

    [Theory]
    [InlineData(Checks.Basic, 99)]
    [InlineData(Checks.Full, 0)]
    public void Miss_ClientThatWritesWholePages_GetsTheFrameAsItIsUnlessChecksAreFull(Checks checks, byte seen)
    {
        using var cache = new PageCache(new PageCacheOptions { BudgetBytes = 64 * PageSize, Checks = checks });
        var client = new SilentClient { Fills = page => page.Fill(99) };
        using AddressSpace<Fact> space = cache.CreateAddressSpace(
            client, new AddressSpaceOptions { WritesWholePages = true });
        Pin(space, 0, 200);
        byte[] found = new byte[PageSize];
        client.Fills = page => page.CopyTo(found);
        Pin(space, 1000, 1);
        Assert.All(found, value => Assert.Equal(seen, value));
    }

    private static void Pin(AddressSpace<Fact> space, long first, int count)
    {
        for (long index = first; index < first + count; index++)
        {
            space.Pin(new(index)).Dispose();
        }
    }

    private delegate void FillAction(Span<byte> page);

    private sealed class SilentClient : IAddressSpaceOperations<Fact>, IReleasePage<Fact>, IOnRemove<Fact>
    {
        public long ReleasedCount { get; private set; }

        public long RemovedCount { get; private set; }

        public FillAction Fills { get; set; } = static page => page[0] = 1;

        public void ReadPage(FillPage<Fact> page) => Fills(page.Bytes);

        public ReleaseOutcome ReleasePage(LockedPage<Fact> page, in ReleaseContext context)
        {
            ReleasedCount++;
            return ReleaseOutcome.Removable;
        }

        public void OnRemove(in RemovedPage<Fact> page, RemoveReason reason) => RemovedCount++;
    }
}
