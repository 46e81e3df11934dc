using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E14: the budget is a wall.</summary>
public sealed class E14_BudgetTests : EngineTests
{
    [Fact]
    [Catches("E14_BudgetIgnored")]
    public void E14_EveryPageOfAScan_UsedBytes_StayWithinTheBudget()
    {
        var client = new NotifiedClient();
        client.OnRead = page => page.Attach(new Fact("charged"), chargeBytes: 512);
        AddressSpace<Fact> space = Create(client);
        for (long index = 0; index < 300; index++)
        {
            // Far apart, so that the index needs nodes as well.
            Touch(space, index * 1000);
            PageCacheStatistics now = Cache.GetStatistics();
            Assert.True(now.UsedBytes <= now.BudgetBytes, $"E14: {now.UsedBytes} bytes used of {now.BudgetBytes}.");
            Assert.True(now.UsedBytes >= (now.ResidentCount * PageSize) + now.ChargedBytes);
            Assert.Equal(512 * now.ResidentCount, now.ChargedBytes);
        }

        space.Discard();
        Assert.Equal(0, Cache.GetStatistics().ChargedBytes);
    }

    [Fact]
    public void E14_AllPagesPinned_NextPin_ThrowsAndSaysWhy()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        var leases = new List<PageLease<Fact>>();
        BudgetExceededException error = Assert.Throws<BudgetExceededException>(() =>
        {
            for (long index = 0; index < 65; index++)
            {
                leases.Add(PinAsync(space, index).GetAwaiter().GetResult());
            }
        });
        Assert.Equal(leases.Count, error.PinnedCount);
        Assert.Equal(64 * PageSize, error.BudgetBytes);
        Assert.True(leases.Count >= 32, $"Only {leases.Count} pages fitted into a budget of 64.");
        leases.ForEach(lease => lease.Dispose());
        Touch(space, 1000);
    }

    [Fact]
    public void E14_AllPagesRefused_NextPin_ThrowsAndSaysWhy()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Prechecked);
        client.Answer = ReleaseOutcome.Kept;
        BudgetExceededException error = Assert.Throws<BudgetExceededException>(() => TouchAll(space, 65));
        Assert.True(error.RefusedCount > 0, "E14: the exception does not tell of refusals.");
        Assert.Equal(0, error.PinnedCount);
        client.Answer = ReleaseOutcome.Removable;
        Touch(space, 1000);
    }

    [Fact]
    public void E14_AllPagesDirtyAndUnwritable_NextPin_ThrowsAndSaysWhy()
    {
        var client = new NotifiedClient { OnWrite = _ => throw new IOException("disk full") };
        AddressSpace<Fact> space = Create(client);
        BudgetExceededException error = Assert.Throws<BudgetExceededException>(() =>
        {
            for (long index = 0; index < 65; index++)
            {
                Write(space, index, 1);
            }
        });
        Assert.True(error.DirtyCount >= 32, $"E14: the exception tells of {error.DirtyCount} dirty pages.");
        client.OnWrite = null;
        Touch(space, 1000);
    }

    [Fact]
    public void E14_ReplaceWithoutRoom_ThrowsAndLeavesTheOldPage()
    {
        // The old page, dirty or not, was dropped before it was known whether there was room for the new one.
        var client = new NotifiedClient { OnWrite = _ => throw new IOException("disk full") };
        AddressSpace<Fact> space = Create(client);
        Assert.Throws<BudgetExceededException>(() =>
        {
            for (long index = 0; index < 65; index++)
            {
                Write(space, index, 42);
            }
        });
        Assert.Throws<BudgetExceededException>(() => space.Replace(new(1), new byte[PageSize]));
        Assert.Equal(0, client.CountOf("remove 1 "));
        client.OnWrite = null;
        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.Equal(42, pin.Bytes[0]);
    }

    [Fact]
    public void E14_AttachBeyondTheBudget_ThrowsAndAttachesNothing()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        using PagePin<Fact> pin = space.Pin(new(1));
        try
        {
            pin.GetOrAttach(new Fact("huge"), chargeBytes: 128 * PageSize);
            Assert.Fail("E14: metadata of twice the budget was attached.");
        }
        catch (BudgetExceededException)
        {
            Assert.Null(pin.Metadata);
            Assert.Equal(0, Cache.GetStatistics().ChargedBytes);
        }
    }

    [Fact]
    public void E14_AttachWithCharge_CacheFull_MakesRoomByReclaim()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        TouchAll(space, 100);
        using PagePin<Fact> pin = space.Pin(new(1000));
        pin.GetOrAttach(new Fact("large"), chargeBytes: 8 * PageSize);
        PageCacheStatistics statistics = Cache.GetStatistics();
        Assert.Equal(8 * PageSize, statistics.ChargedBytes);
        Assert.True(statistics.UsedBytes <= statistics.BudgetBytes);
    }

    [Fact]
    public void E14_Resize_Smaller_ReclaimsDownToIt()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        TouchAll(space, 60);
        using PagePin<Fact> pin = space.Pin(new(3));
        Cache.Resize(24 * PageSize);
        PageCacheStatistics statistics = Cache.GetStatistics();
        Assert.Equal(24 * PageSize, statistics.BudgetBytes);
        Assert.True(statistics.UsedBytes <= 24 * PageSize, $"E14: {statistics.UsedBytes} bytes used after Resize.");
        Assert.Equal(0, Pattern.VersionOf(pin.Bytes, 1, 3));
        TouchAll(space, 60);
    }

    private static void TouchAll(AddressSpace<Fact> space, long count)
    {
        for (long index = 0; index < count; index++)
        {
            Touch(space, index);
        }
    }
}
