using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>
/// What is promised around each callback, where reclaim makes many of them one after another: it looks for some of it
/// once for all.
/// </summary>
public sealed class ReclaimedPageTests : EngineTests
{
    private static readonly AsyncLocal<string?> s_ambient = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Catches("E4_ContextInherited")]
    public void E4_Reclaim_CallerWithAnAsyncLocal_CallbacksDoNotSeeIt(bool isSuppressed)
    {
        var seen = new List<string?>();
        AddressSpace<Fact> space = Create(Looking(seen, leaves: null));
        Touch(space, 1, 2);
        s_ambient.Value = "the caller's";
        using (isSuppressed ? ExecutionContext.SuppressFlow() : default(IDisposable))
        {
            Assert.Equal(2, Cache.Reclaim(2));
            Assert.Equal(isSuppressed, ExecutionContext.IsFlowSuppressed());
        }

        Assert.Equal([null, null, null, null], seen);
        Assert.Equal("the caller's", s_ambient.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("the caller's")]
    public void E4_Reclaim_CallbacksThatLeaveAnAsyncLocal_AreNotSeenByTheCaller(string? callers)
    {
        AddressSpace<Fact> space = Create(Looking([], leaves: "the client's"));
        Touch(space, 1, 2);
        s_ambient.Value = callers;
        Assert.Equal(2, Cache.Reclaim(2));
        Assert.Equal(callers, s_ambient.Value);
        Touch(space, 3);
    }

    [Fact]
    public void E4_Reclaim_CallbackThatTakesAnotherPage_IsACallerLikeAnyOther()
    {
        var seen = new List<string?>();
        AddressSpace<Fact>? other = null;
        var client = new NotifiedClient { AttachOnRead = true };
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) =>
        {
            s_ambient.Value = "the outer callback's";
            Assert.True(other!.TryEvict(new(7)));
            Assert.Equal("the outer callback's", s_ambient.Value);
            return ReleaseOutcome.Removable;
        };
        AddressSpace<Fact> space = Create(client);
        Touch(space, 1);
        other = Create(Looking(seen, leaves: null));
        Touch(other, 7);
        Assert.Equal(1, Cache.Reclaim(1));
        Assert.False(space.Contains(new(1)));
        Assert.Empty(Failures);
        Assert.Equal([null, null], seen);
    }

    [Fact]
    public void E15_Reclaim_CallbacksThatThrow_AreReportedAndLeaveTheThreadAsItWas()
    {
        var blocking = new List<bool>();
        var client = new NotifiedClient { AttachOnRead = true };
        client.OnRelease = (LockedPage<Fact> page, in ReleaseContext context) =>
        {
            blocking.Add(context.MayBlock);
            return page.Index.Value == 1 ? throw new IOException("release") : ReleaseOutcome.Removable;
        };
        client.OnRemoved = (in RemovedPage<Fact> _, RemoveReason _) => throw new IOException("remove");
        AddressSpace<Fact> space = Create(client);
        Touch(space, 1, 2);
        Assert.Equal(1, Cache.Reclaim(1));
        Assert.True(space.Contains(new(1)));
        Assert.False(space.Contains(new(2)));
        Assert.All(blocking, Assert.True);
        Assert.Contains(Failures, failure => (failure.Clause, failure.Callback, failure.Index?.Value)
            == ("E15", "ReleasePage", 1));
        Assert.Single(
            Failures, failure => (failure.Clause, failure.Callback, failure.Index?.Value) == ("E15", "OnRemove", 2));
    }

    [Theory]
    [InlineData(ReleaseOutcome.Released, false, true)]
    [InlineData(ReleaseOutcome.Removable, true, false)]
    [InlineData(ReleaseOutcome.Kept, true, false)]
    public void C1_Reclaim_AnswerThatDoesNotFit_IsReportedAndMadeToFit(
        ReleaseOutcome answer, bool detaches, bool isTaken)
    {
        var client = new NotifiedClient { AttachOnRead = true };
        client.OnRelease = (LockedPage<Fact> page, in ReleaseContext _) =>
        {
            if (detaches)
            {
                page.Detach();
            }

            return answer;
        };
        Fact? ended = null;
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason _) => ended = page.Metadata;
        AddressSpace<Fact> space = Create(client);
        Touch(space, 1);
        Cache.Reclaim(1);
        Assert.Equal(("C1", new PageIndex(1)), (Failures[0].Clause, Failures[0].Index));
        Assert.Equal(isTaken ? 0 : 1, Cache.GetStatistics().RefusedCount);
        Assert.Equal(isTaken, ended is not null);
    }

    [Fact]
    public void C3_Reclaim_OnRemoveThatCallsTheCache_FullChecks_IsStoppedAndReported()
    {
        using var cache = new PageCache(
            new PageCacheOptions { BudgetBytes = 64 * PageSize, Checks = Checks.Full });
        var clauses = new List<string>();
        cache.CallbackFailed += failure => clauses.Add(failure.Clause);
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = cache.CreateAddressSpace(client);
        client.OnRemoved = (in RemovedPage<Fact> _, RemoveReason _) => Touch(space, 100);
        Touch(space, 1);
        Assert.Equal(1, cache.Reclaim(1));
        Assert.Contains("C3", clauses);
        Assert.False(space.Contains(new(100)));
        client.OnRemoved = null;
    }

    /// <summary>A client that notes what it sees around its callbacks, and leaves something there.</summary>
    private static NotifiedClient Looking(List<string?> seen, string? leaves)
    {
        void Look()
        {
            seen.Add(s_ambient.Value);
            if (leaves is not null)
            {
                s_ambient.Value = leaves;
            }
        }

        var client = new NotifiedClient { AttachOnRead = true };
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) =>
        {
            Look();
            return ReleaseOutcome.Removable;
        };
        client.OnRemoved = (in RemovedPage<Fact> _, RemoveReason _) => Look();
        return client;
    }
}
