using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>
/// C1 to C8: for each clause, a client that breaks it is caught by a debug check, and the engine stays whole.
/// </summary>
public sealed class ClientPromisesTests()
    : EngineTests(new PageCacheOptions { BudgetBytes = 64 * PageSize, Checks = Checks.Full })
{
    [Fact]
    public void C1_AnswerThatDoesNotFit_FullChecks_IsReportedAndThrownToTheCaller()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Prechecked);
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) => ReleaseOutcome.Released;
        Touch(space, 1);
        Assert.Equal("C1", Assert.Throws<ContractViolationException>(() => space.TryEvict(new(1))).Clause);
        Assert.Equal(("C1", new PageIndex(1)), (Failures.Single().Clause, Failures.Single().Index));
        client.OnRelease = null;
        Assert.True(space.TryEvict(new(1)));
    }

    [Fact]
    public void C2_DisposableMetadataInASpaceWithoutOnRemove_LeavesWithThePage_IsReported()
    {
        using AddressSpace<ResourceFact> space = Cache.CreateAddressSpace(new LeakingClient());
        space.Pin(new(1)).Dispose();
        Assert.True(space.TryEvict(new(1)));
        Assert.Equal(("C2", new PageIndex(1)), (Failures.Single().Clause, Failures.Single().Index));
    }

    [Theory]
    [InlineData("OnRemove")]
    [InlineData("CommitRelease")]
    [InlineData("AbortRelease")]
    public void C3_CallbackThatCallsTheCache_IsStoppedAndReported(string callback)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.TwoPhase);
        Touch(space, 1, 2);
        Break(client, callback, () => space.TryEvict(new(2)));
        Provoke(space, callback);
        Assert.Contains(Failures, failure => failure.Clause == "C3" && failure.Callback == callback);
        Assert.True(space.Contains(new(2)));
    }

    [Theory]
    [InlineData("OnRemove")]
    [InlineData("CommitRelease")]
    [InlineData("AbortRelease")]
    public void C3_CallbackThatWaits_IsReported(string callback)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.TwoPhase);
        using var never = new ManualResetEvent(false);
        Touch(space, 1, 2);
        Break(client, callback, () => never.WaitOne(1));
        Provoke(space, callback);
        Assert.Contains(Failures, failure => failure.Clause == "C3" && failure.Callback == callback);
    }

    [Theory]
    [InlineData(ReleaseProtocol.Classic)]
    [InlineData(ReleaseProtocol.Prechecked)]
    [InlineData(ReleaseProtocol.TwoPhase)]
    public void C4_ReleaseCallbackThatNeedsAPage_IsStoppedAndReported(ReleaseProtocol protocol)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol);
        Touch(space, 1);
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) =>
        {
            Touch(space, 100);
            return ReleaseOutcome.Kept;
        };
        Record.Exception(() => space.TryEvict(new(1)));
        Assert.Contains(Failures, failure => failure.Clause == "C4");
        Assert.False(space.Contains(new(100)));
    }

    [Fact]
    public void C5_ShrinkerThatLiesOrCallsTheCache_IsReported()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        var negative = new ScriptedShrinker(-5);
        var boasting = new ScriptedShrinker(100) { OnScan = asked => ShrinkResult.Freed(asked * 1000) };
        var calling = new ScriptedShrinker(100) { OnCount = () => Touch(space, 1) };
        using ShrinkerRegistration first = Cache.RegisterShrinker(negative, new ShrinkerOptions { Name = "negative" });
        using ShrinkerRegistration second = Cache.RegisterShrinker(boasting, new ShrinkerOptions { Name = "boasting" });
        using ShrinkerRegistration third = Cache.RegisterShrinker(calling, new ShrinkerOptions { Name = "calling" });
        Cache.Shrink();
        Assert.Equal(
            ["boasting", "calling", "negative"],
            Failures.Where(failure => failure.Clause == "C5").Select(failure => failure.SpaceName).Distinct().Order());
        Assert.False(space.Contains(new(1)));
    }

    [Fact]
    public async Task C6_LeaseUsedAfterItsEnd_EachMember_IsCaughtByItsGeneration()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        PageLease<Fact> lease = await space.PinAsync(new(1));
        lease.Dispose();
        Assert.True(space.TryEvict(new(1)));
        Action[] uses =
        [
            lease.Dispose, () => _ = lease.Metadata, () => _ = lease.Bytes.Length, () => _ = lease.IsDirty,
            () => lease.GetOrAttach(new Fact("late")), () => lease.Lock().Dispose(), () => lease.BeginWrite().Dispose(),
        ];
        Assert.All(uses, use => Assert.Equal("C6", Assert.Throws<ContractViolationException>(use).Clause));
        Touch(space, 1);
        Assert.All(uses, use => Assert.Equal("C6", Assert.Throws<ContractViolationException>(use).Clause));
    }

    [Fact]
    public async Task C6_FillRequestUsedAfterItsTask_Throws()
    {
        var client = new AsyncClient();
        AddressSpace<Fact> space = Create(client);
        FillRequest<Fact> kept = default;
        client.BeforeRead = request =>
        {
            kept = request;
            return Task.CompletedTask;
        };
        (await space.PinAsync(new(1))).Dispose();
        Assert.ThrowsAny<Exception>(() => kept.Bytes.Span.Clear());
        Assert.ThrowsAny<Exception>(() => kept.Attach(new Fact("late")));
        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.Equal(0, Pattern.VersionOf(pin.Bytes, 1, 1));
        Assert.Null(pin.Metadata);
    }

    [Fact]
    public void C7_PrepareThatDetaches_IsReportedThrownToTheCallerAndAborted()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.TwoPhase);
        client.OnRelease = (LockedPage<Fact> page, in ReleaseContext _) =>
        {
            page.Detach();
            return ReleaseOutcome.Released;
        };
        Touch(space, 1);
        Assert.Equal("C7", Assert.Throws<ContractViolationException>(() => space.TryEvict(new(1))).Clause);
        Assert.Equal("C7", Failures.Single().Clause);
        Assert.Equal(["prepare 1 Evict", "abort 1"], client.Log[1..]);
        client.OnRelease = null;
        Assert.True(space.TryEvict(new(1)));
    }

    [Fact]
    public void C8_FrozenCallbackThatLooksItsPageUp_IsStoppedBeforeItWaitsForItself()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Frozen);
        Touch(space, 1);
        client.OnRelease = (LockedPage<Fact> page, in ReleaseContext _) =>
        {
            Touch(space, page.Index.Value);
            return ReleaseOutcome.Kept;
        };
        using ParkedThread evicter = Start(() => Record.Exception(() => space.TryEvict(new(1))));
        evicter.Join();
        Assert.Contains(Failures, failure => failure.Clause == "C8");
        client.OnRelease = null;
        Assert.True(space.TryEvict(new(1)));
    }

    [Fact]
    public void C8_FrozenCallbackThatWaitsForALock_IsReported()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Frozen);
        using var never = new ManualResetEvent(false);
        Touch(space, 1);
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) =>
        {
            never.WaitOne(1);
            return ReleaseOutcome.Kept;
        };
        Record.Exception(() => space.TryEvict(new(1)));
        Assert.Contains(Failures, failure => failure.Clause == "C8");
    }

    [Fact]
    public void C8_ThrownWhileARunOfPagesComesIn_ThoseThatAreInAreFilled()
    {
        (AddressSpace<Fact> frozen, QuietClient client) = Create(ReleaseProtocol.Frozen);
        var reader = new BatchClient();
        AddressSpace<Fact> ahead = Create(reader, new AddressSpaceOptions { Name = "ahead" });
        BreakC8(client);
        for (long index = 0; index < 60; index++)
        {
            Touch(frozen, index);
        }

        // The first pages find free frames, the next one has to take one from the client that breaks its promise.
        Assert.Equal(
            "C8",
            Assert.Throws<ContractViolationException>(() => ahead.Prefetch(new PageRange(new(0), 32))).Clause);
        Assert.InRange(ahead.PageCount, 1, 31);
        using ParkedThread pinner = Start(() => Touch(ahead, 0));
        pinner.Join();
        Assert.Equal(0, reader.CountOf("read 0"));
        client.OnRelease = null;
    }

    [Fact]
    public void C8_ThrownWhileTheBudgetShrinks_TheOldBudgetHolds()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Frozen);
        BreakC8(client);
        for (long index = 0; index < 60; index++)
        {
            Touch(space, index);
        }

        Assert.Throws<ContractViolationException>(() => Cache.Resize(24 * PageSize));
        Assert.Equal(64 * PageSize, Cache.GetStatistics().BudgetBytes);
        client.OnRelease = null;
        Cache.Resize(24 * PageSize);
    }

    [Fact]
    public void C1_ThrownWhileAPageIsToMove_ThePageIsFreeAgain()
    {
        var client = new NotifiedClient { AttachOnRead = true };
        AddressSpace<Fact> space = Create(
            client, new AddressSpaceOptions { Name = "addresses", MetadataHoldsFrameAddresses = true });
        for (long index = 0; index < 60; index++)
        {
            Touch(space, index);
        }

        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext context) =>
            context.Reason == ReleaseReason.Migrate ? ReleaseOutcome.Released : ReleaseOutcome.Removable;
        Assert.Equal(
            "C1", Assert.Throws<ContractViolationException>(() => Cache.Resize(24 * PageSize)).Clause);
        client.OnRelease = null;
        Cache.Resize(24 * PageSize);
    }

    [Theory]
    [InlineData("Truncate")]
    [InlineData("Invalidate")]
    [InlineData("Replace")]
    public void E3_BeforeUnlock_ThreadThatWouldWaitForItsOwnPin_IsTold(string door)
    {
        (AddressSpace<Fact> space, _) = Create(ReleaseProtocol.Prechecked, RemoveNotification.BeforeUnlock);
        ContractViolationException? error = null;
        using ParkedThread thread = Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            error = Record.Exception(() =>
            {
                switch (door)
                {
                    case "Truncate":
                        space.Truncate(0);
                        break;
                    case "Invalidate":
                        space.Invalidate(new(new(1), 1));
                        break;
                    default:
                        space.Replace(new(1), new byte[PageSize]);
                        break;
                }
            }) as ContractViolationException;
        });
        thread.Join();
        Assert.Equal("E3", error?.Clause);
        Assert.True(space.Contains(new(1)));
    }

    private static void BreakC8(QuietClient client)
    {
        var open = new ManualResetEvent(true);
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) =>
        {
            open.WaitOne();
            return ReleaseOutcome.Kept;
        };
    }

    private static void Break(QuietClient client, string callback, Action violation)
    {
        switch (callback)
        {
            case "OnRemove":
                client.OnRemoved = (in RemovedPage<Fact> _, RemoveReason _) => violation();
                break;
            case "CommitRelease":
                client.OnCommit = _ => violation();
                break;
            default:
                client.OnAbort = _ => violation();
                break;
        }
    }

    private static void Provoke(AddressSpace<Fact> space, string callback)
    {
        if (callback == "AbortRelease")
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            Assert.False(Evict(space));
            return;
        }

        Evict(space);
        Assert.False(space.Contains(new(1)));
    }

    /// <summary>Evicts page 1; what a check throws besides its report is of no interest here.</summary>
    private static bool Evict(AddressSpace<Fact> space)
    {
        bool isGone = false;
        Exception? thrown = Record.Exception(() => isGone = space.TryEvict(new(1)));
        Assert.True(thrown is null or ContractViolationException, thrown?.ToString());
        return isGone;
    }

    private sealed class ResourceFact : IDisposable
    {
        public void Dispose()
        {
        }
    }

    private sealed class LeakingClient : IAddressSpaceOperations<ResourceFact>
    {
#pragma warning disable AOP2002 // It leaks on purpose: the check at run time must find it.
        public void ReadPage(FillPage<ResourceFact> page) => page.Attach(new ResourceFact());
#pragma warning restore AOP2002
    }
}
