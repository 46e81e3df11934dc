using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>
/// E6, E12, E15: pages that move to another frame when the cache is made smaller. A move is no removal.
/// </summary>
public sealed class MigrationTests : EngineTests
{
    private const int SmallPages = 24;

    private static readonly AddressSpaceOptions s_immovable = new()
    {
        Name = "immovable", ReleaseProtocol = ReleaseProtocol.TwoPhase, MetadataHoldsFrameAddresses = true,
    };

    [Fact]
    public void E1_Resize_MetadataThatHoldsNoAddresses_GoesAlongAndNobodyIsTold()
    {
        var client = new NotifiedClient { AttachOnRead = true };
        AddressSpace<Fact> space = Create(client);
        long removed = FillAndShrink(space, client);
        Assert.True(space.PageCount > 0);
        Assert.Equal(removed, client.CountOf("remove"));
        AssertWhole(space, expectMetadata: true);
    }

    [Fact]
    public void E1_Resize_ClientWithMigratePage_MovesItsMetadata()
    {
        var client = new MigratingClient { AttachOnRead = true };
        AddressSpace<Fact> space = Create(client, new AddressSpaceOptions { MetadataHoldsFrameAddresses = true });
        long removed = FillAndShrink(space, client);
        Assert.True(client.CountOf("migrate") > 0, "No page had to move.");
        Assert.Equal(removed, client.CountOf("remove"));
        AssertWhole(space, expectMetadata: true);
    }

    [Fact]
    public void E6_Resize_MetadataWithAddressesAndNoMigratePage_IsAskedForAndCounted()
    {
        var client = new NotifiedClient { AttachOnRead = true };
        client.OnRelease = (LockedPage<Fact> page, in ReleaseContext context) =>
        {
            if (context.Reason != ReleaseReason.Migrate)
            {
                return ReleaseOutcome.Removable;
            }

            page.Detach();
            return ReleaseOutcome.Released;
        };
        AddressSpace<Fact> space = Create(client, new AddressSpaceOptions { MetadataHoldsFrameAddresses = true });
        FillAndShrink(space, client);
        int asked = client.Log.Count(line => line.EndsWith("Migrate", StringComparison.Ordinal));
        Assert.True(asked > 0, "No page had to move.");
        Assert.Equal(new ReleasedButKept(0, 0, 0, asked), Cache.GetStatistics().ReleasedButKept);
        AssertWhole(space, expectMetadata: null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void E15_Resize_MigratePageRefusesOrThrows_TheOldBudgetHoldsAndNothingIsLost(bool throws)
    {
        var client = new MigratingClient { AttachOnRead = true, MoveAnswer = MigrateOutcome.Kept };
        client.OnMigrate = () =>
        {
            if (throws)
            {
                throw new InvalidOperationException("bug");
            }
        };
        AddressSpace<Fact> space = Create(client);
        Assert.Throws<BudgetExceededException>(() => FillAndShrink(space, client));
        Assert.Equal(64 * PageSize, Cache.GetStatistics().BudgetBytes);
        Assert.Equal(throws, Failures.Any(failure => failure is { Callback: "MigratePage", Clause: "E15" }));
        AssertWhole(space, expectMetadata: true);
    }

    [Fact]
    public void E12_Resize_DirtyPages_AreWrittenOrMovedDirty()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        for (long index = 0; index < 56; index++)
        {
            Write(space, index, (byte)(index + 1));
        }

        Cache.Resize(SmallPages * PageSize);
        Cache.CheckIntegrity();
        for (long index = 0; index < 56; index++)
        {
            using PagePin<Fact> pin = space.Pin(new(index));
            Assert.Equal((byte)(index + 1), pin.Bytes[100]);
        }
    }

    [Fact]
    public void E1_Resize_PagesThatCanNeverMove_LeaveByTheirProtocol()
    {
        var client = new ImmovableClient { AttachOnRead = true, Answer = ReleaseOutcome.Released };
        AddressSpace<Fact> space = Create(client, s_immovable);
        long removed = FillAndShrink(space, client);
        Assert.True(client.CountOf("commit") > 0, "No page was asked for by its protocol.");
        Assert.Equal(removed, client.CountOf("remove"));
        AssertWhole(space, expectMetadata: true);
    }

    [Fact]
    public void E14_Resize_PagesThatNeitherMoveNorGo_TheErrorNamesOne()
    {
        var client = new ImmovableClient { AttachOnRead = true, Answer = ReleaseOutcome.Kept };
        AddressSpace<Fact> space = Create(client, s_immovable);
        BudgetExceededException error =
            Assert.Throws<BudgetExceededException>(() => FillAndShrink(space, client));
        Assert.Contains("of 'immovable' is in a frame above the new limit", error.Message);
        Assert.Equal(64 * PageSize, Cache.GetStatistics().BudgetBytes);
        client.Answer = ReleaseOutcome.Released;
    }

    [Fact]
    public void E14_Resize_PagesPinnedAbove_TheErrorSaysSo()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        PageLease<Fact>[] leases =
            [.. Enumerable.Range(0, 40).Select(index => PinAsync(space, index).GetAwaiter().GetResult())];
        BudgetExceededException error =
            Assert.Throws<BudgetExceededException>(() => Cache.Resize(SmallPages * PageSize));
        Assert.Contains("1 pins are held on it", error.Message);
        Array.ForEach(leases, lease => lease.Dispose());
    }

    /// <summary>Fills the cache and makes it smaller.</summary>
    /// <returns>How many pages left.</returns>
    private long FillAndShrink(AddressSpace<Fact> space, ClientScript client)
    {
        for (long index = 0; index < 56; index++)
        {
            Touch(space, index);
        }

        long before = space.PageCount;
        client.ClearLog();
        Cache.Resize(SmallPages * PageSize);
        Cache.CheckIntegrity();
        return before - space.PageCount;
    }

    private static void AssertWhole(AddressSpace<Fact> space, bool? expectMetadata)
    {
        for (long index = 0; index < 56; index++)
        {
            if (!space.TryPin(new(index), out PagePin<Fact> pin))
            {
                continue;
            }

            using (pin)
            {
                Assert.Equal(0, Pattern.VersionOf(pin.Bytes, 1, index));
                Assert.True(expectMetadata is null || pin.Metadata?.Name == $"fact {index}");
            }
        }
    }
}
