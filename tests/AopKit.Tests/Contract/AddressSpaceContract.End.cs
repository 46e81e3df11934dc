using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E10 and E15: the end of a space, and callbacks that throw.</summary>
public abstract partial class AddressSpaceContract
{
    [Fact]
    public void E10_TryRelease_PagesOrPins_IsNotOfferedToTheClient()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        Touch(space, 1);
        Assert.Equal(ReleaseOutcome.Kept, space.TryRelease());
        using (PagePin<Fact> stale = space.Pin(new(1)))
        {
            space.Discard();
            Assert.Equal(ReleaseOutcome.Kept, space.TryRelease());
        }

        Assert.Equal(0, client.CountOf("end"));
    }

    [Fact]
    public void E10_TryRelease_ClientKeeps_LeavesTheSpaceUsableAndTheFinalCallComesOnce()
    {
        var client = new NotifiedClient { OnEnd = _ => ReleaseOutcome.Kept };
        AddressSpace<Fact> space = Create(client);
        Assert.Equal(ReleaseOutcome.Kept, space.TryRelease());
        Touch(space, 1);
        space.Dispose();
        space.Dispose();
        Assert.Equal(["end MayRefuse", "read 1", "invalidate 1", "remove 1 TornDown", "end Forced"], client.Log);
    }

    [Fact]
    public void E10_TryRelease_ClientReleases_EndsTheSpaceWithoutAnotherCall()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        Assert.Equal(ReleaseOutcome.Released, space.TryRelease());
        Assert.Throws<ObjectDisposedException>(() => Touch(space, 1));
        space.Dispose();
        Assert.Equal(["end MayRefuse"], client.Log);
    }

    [Fact]
    public void E10_Disposed_EveryMember_Throws()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        space.Dispose();
        Action[] members =
        [
            () => space.Pin(new(0)).Dispose(), () => space.TryPin(new(0), out _), () => space.Contains(new(0)),
            () => space.Truncate(0), () => space.Punch(0, 1), () => space.Invalidate(AllPages), () => space.Discard(),
            () => space.TryInvalidate(AllPages), () => space.TryEvict(new(0)), () => space.Strip(AllPages),
            () => space.Replace(new(0), new byte[PageSize]), () => space.Flush(), () => space.OpenErrorCursor(),
            () => space.TryRelease(), () => space.Prefetch(AllPages), () => space.TryCopy(new(0), 0, new byte[1]),
        ];
        Assert.All(members, member => Assert.Throws<ObjectDisposedException>(member));
        Assert.Equal(["end Forced"], client.Log);
    }

    [Theory, MemberData(nameof(Matrix))]
    [Catches("E15_ExceptionEscapes")]
    public void E15_ReleaseThrows_EachProtocol_CountsAsKept(ReleaseProtocol protocol, RemoveNotification notice)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol, notice);
        using AddressSpace<Fact> ended = space;
        client.AttachOnRead = true;
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) => throw new InvalidOperationException("bug");
        Touch(space, 1);
        client.ClearLog();
        Assert.False(space.TryEvict(new(1)));
        Assert.Equal(1, space.TryInvalidate(AllPages).RefusedCount);
        Assert.Equal(0, space.Strip(AllPages));
        string asked = protocol == ReleaseProtocol.TwoPhase ? "PrepareRelease" : "ReleasePage";
        Assert.Equal([asked, asked, asked], Failures.Select(failure => failure.Callback));
        Assert.All(Failures, failure => Assert.Equal("E15", failure.Clause));
        Assert.Equal(protocol == ReleaseProtocol.TwoPhase ? 3 : 0, client.CountOf("abort 1"));
        client.OnRelease = null;
        Assert.True(space.TryEvict(new(1)));
    }

    [Fact]
    public void E15_CommitThrows_TwoPhase_ThePageGoesAndIsReported()
    {
        (AddressSpace<Fact> space, QuietClient client) =
            Create(ReleaseProtocol.TwoPhase, RemoveNotification.AfterUnlock);
        using AddressSpace<Fact> ended = space;
        client.AttachOnRead = true;
        client.Answer = ReleaseOutcome.Released;
        client.OnCommit = _ => throw new InvalidOperationException("bug");
        Touch(space, 1);
        Assert.True(space.TryEvict(new(1)));
        Assert.Equal(1, client.CountOf("remove 1"));
        Assert.Equal(0, client.CountOf("abort"));
        Assert.Contains(Failures, failure => failure is { Callback: "CommitRelease", Clause: "E15" });
    }

    [Fact]
    public void E15_InvalidateOnRemoveAndReleaseThrow_EachDoor_CompletesAndReports()
    {
        var client = new NotifiedClient
        {
            OnInvalidate = (_, _) => throw new InvalidOperationException("in invalidate"),
            OnRemoved = (in RemovedPage<Fact> _, RemoveReason _) => throw new InvalidOperationException("in remove"),
            OnEnd = _ => throw new InvalidOperationException("in end"),
        };
        AddressSpace<Fact> space = Create(client);
        Touch(space, 1, 2);
        Assert.True(space.TryEvict(new(2)));
        space.Truncate(0);
        Assert.Equal(0, space.PageCount);
        Assert.Equal(ReleaseOutcome.Kept, space.TryRelease());
        space.Dispose();
        Assert.Equal(
            ["OnRemove", "InvalidatePage", "OnRemove", "Release", "Release"],
            Failures.Select(failure => failure.Callback));
        Assert.All(Failures, failure => Assert.Equal(("test", "E15"), (failure.SpaceName, failure.Clause)));
        Assert.Equal([new(2), new(1), new(1), (PageIndex?)null, null], Failures.Select(failure => failure.Index));
    }

    [Fact]
    public void E15_WriteThrows_Flush_GetsItAndThePageStays()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        Write(space, 1, 42);
        client.OnWrite = _ => throw new IOException("disk full");
        Assert.IsType<IOException>(Assert.Throws<WritebackException>(() => space.Flush()).InnerException);
        Assert.True(space.Contains(new(1)));
        client.OnWrite = null;
        space.Flush();
        Assert.Equal(42, client.Disk[1][0]);
    }
}
