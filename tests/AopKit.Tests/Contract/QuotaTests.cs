using AopKit.Diagnostics;
using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E14: what an address space may keep, and what it may have.</summary>
public sealed class QuotaTests : EngineTests
{
    [Fact]
    public void ReservedPages_UnderAScanOfAnotherSpace_StayWhatTheyWere()
    {
        AddressSpace<Fact> kept = Create(new NotifiedClient(), new AddressSpaceOptions { ReservedPages = 20 });
        AddressSpace<Fact> other = Create(new NotifiedClient());
        TouchFirst(kept, 30);

        TouchFirst(other, 500);
        Assert.InRange(kept.PageCount, 20, 30);

        while (Cache.Reclaim(64) > 0)
        {
        }

        Assert.Equal(20, kept.PageCount);
        Assert.Equal(0, other.PageCount);
    }

    [Fact]
    public void ReservedPages_OfASpaceThatScansItself_AreItsOwnToRecycle()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient(), new AddressSpaceOptions { ReservedPages = 40 });

        TouchFirst(space, 500);

        Assert.InRange(space.PageCount, 40, 64);
        Assert.True(space.Contains(new(499)));
    }

    [Fact]
    public void ReservedPages_OfSeveralThreadsThatReclaim_AreNotTakenByAllTogether()
    {
        AddressSpace<Fact> kept = Create(new NotifiedClient(), new AddressSpaceOptions { ReservedPages = 20 });
        AddressSpace<Fact> other = Create(new NotifiedClient());
        for (int round = 0; round < 20; round++)
        {
            other.Discard();
            TouchFirst(kept, 30);
            Parallel.For(0, 4, thread =>
            {
                for (long index = 0; index < 100; index++)
                {
                    Touch(other, (thread * 1000) + index);
                }
            });
            Assert.True(kept.PageCount >= 20, $"E14: {kept.PageCount} of 20 reserved pages are left.");
        }
    }

    [Fact]
    public void MaxPages_OfASpaceThatScans_TakesItsOwnPagesAndNoOthers()
    {
        AddressSpace<Fact> other = Create(new NotifiedClient());
        AddressSpace<Fact> limited = Create(new NotifiedClient(), new AddressSpaceOptions { MaxPages = 10 });
        TouchFirst(other, 30);

        for (long index = 0; index < 500; index++)
        {
            Touch(limited, index);
            Assert.True(limited.PageCount <= 10);
        }

        Assert.Equal(10, limited.PageCount);
        Assert.Equal(30, other.PageCount);
    }

    [Fact]
    public void MaxPages_OneHotPageInAScan_Stays()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> limited = Create(client, new AddressSpaceOptions { MaxPages = 10 });

        for (long index = 1; index < 200; index++)
        {
            Touch(limited, 0, 0, 0, index);
        }

        Assert.Equal(1, client.Log.Count(line => line == "read 0"));
    }

    [Fact]
    public void MaxPages_AllPinned_TheErrorNamesTheSpace()
    {
        AddressSpace<Fact> limited =
            Create(new NotifiedClient(), new AddressSpaceOptions { Name = "limited", MaxPages = 4 });
        PageLease<Fact>[] leases =
            [.. Enumerable.Range(0, 4).Select(index => PinAsync(limited, index).GetAwaiter().GetResult())];

        BudgetExceededException error = Assert.Throws<BudgetExceededException>(() => Touch(limited, 4));

        Assert.Equal("limited", error.SpaceName);
        Assert.Equal(4, error.PinnedCount);
        Array.ForEach(leases, lease => lease.Dispose());
        Touch(limited, 4);
        Assert.Equal(4, limited.PageCount);
    }

    [Fact]
    public void MaxPages_AllBeingWritten_WaitsForTheirWrite()
    {
        // More often than it would wait for pins to end.
        const int LongWait = 20;
        using var flusher = new ParkedThread();
        var client = new NotifiedClient { OnWrite = _ => flusher.Park() };
        AddressSpace<Fact> limited = Create(client, new AddressSpaceOptions { MaxPages = 4 });
        for (long index = 0; index < 4; index++)
        {
            Write(limited, index, 7);
        }

        flusher.Start(() => limited.Flush());
        flusher.WaitUntilParked();
        int waitCount = 0;
        Cache.Hooks.AtPoint = (point, _, _) =>
        {
            if (point == TestPoint.SpaceWaits && ++waitCount == LongWait)
            {
                flusher.Resume();
            }
        };

        Touch(limited, 4);

        flusher.Join();
        Assert.True(limited.Contains(new(4)));
        Assert.Equal(4, limited.PageCount);
        Assert.True(waitCount >= LongWait);
    }

    [Fact]
    public void MaxPages_UnderManyThreads_HoldsAtEveryMoment()
    {
        AddressSpace<Fact> limited = Create(new NotifiedClient(), new AddressSpaceOptions { MaxPages = 12 });
        long most = 0;
        Parallel.For(0, 4, thread =>
        {
            for (long index = 0; index < 300; index++)
            {
                Touch(limited, (index * 7) + thread);
                long now = limited.PageCount;
                InterlockedMax(ref most, now);
            }
        });
        Assert.InRange(most, 1, 12);
    }

    [Fact]
    public void MaxPages_OfAPrefetchBeyondIt_EndsWithoutAnError()
    {
        AddressSpace<Fact> limited = Create(new BatchClient(), new AddressSpaceOptions { MaxPages = 8 });

        limited.Prefetch(new PageRange(new(0), 64));

        Assert.InRange(limited.PageCount, 1, 8);
        Assert.Empty(Failures);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(5, 4)]
    [InlineData(60, 0)]
    public void Quota_ThatCannotWork_IsRefusedWithAReason(long reserved, long max)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Create(
            new NotifiedClient(), new AddressSpaceOptions { ReservedPages = reserved, MaxPages = max }));
        Assert.Contains("ReservedPages", error.Message);
    }

    [Fact]
    public void Resize_BelowWhatIsReserved_IsRefusedUntilTheSpaceHasEnded()
    {
        AddressSpace<Fact> kept = Create(new NotifiedClient(), new AddressSpaceOptions { ReservedPages = 30 });

        Assert.Throws<ArgumentOutOfRangeException>(() => Cache.Resize(32 * PageSize));

        kept.Dispose();
        Cache.Resize(32 * PageSize);
    }

    private static void TouchFirst(AddressSpace<Fact> space, long count)
    {
        for (long index = 0; index < count; index++)
        {
            Touch(space, index);
        }
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (long seen = Volatile.Read(ref most); value > seen;)
        {
            long before = Interlocked.CompareExchange(ref most, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
