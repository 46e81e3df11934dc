using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.Residency;

/// <summary>What a miss and the eviction that it causes allocate: nothing, with callbacks and without.</summary>
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
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pin(space, 0, 2000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
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

    private static void Pin(AddressSpace<Fact> space, long first, int count)
    {
        for (long index = first; index < first + count; index++)
        {
            space.Pin(new(index)).Dispose();
        }
    }

    private sealed class SilentClient : IAddressSpaceOperations<Fact>, IReleasePage<Fact>, IOnRemove<Fact>
    {
        public long ReleasedCount { get; private set; }

        public long RemovedCount { get; private set; }

        public void ReadPage(FillPage<Fact> page) => page.Bytes[0] = (byte)page.Index.Value;

        public ReleaseOutcome ReleasePage(LockedPage<Fact> page, in ReleaseContext context)
        {
            ReleasedCount++;
            return ReleaseOutcome.Removable;
        }

        public void OnRemove(in RemovedPage<Fact> page, RemoveReason reason) => RemovedCount++;
    }
}
