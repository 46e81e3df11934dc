using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E5, E6, E7, E8 and C1: release callbacks and their answers.</summary>
public abstract partial class AddressSpaceContract
{
    private static readonly string[] s_askingLines = ["release", "prepare"];

    [Theory, MemberData(nameof(Matrix))]
    [Catches("E5_AskedWithoutMetadata")]
    public void E5_ReleaseCallback_NoMetadata_IsMadeOnlyWithReleaseAlways(
        ReleaseProtocol protocol, RemoveNotification notice)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol, notice);
        using AddressSpace<Fact> ended = space;
        Touch(space, 1);
        Assert.True(space.TryEvict(new(1)));
        Assert.Equal(0, Asked(client));

        QuietClient always = ScriptedClients.For(protocol, notice);
        using AddressSpace<Fact> eager = Create(
            always, new AddressSpaceOptions { ReleaseProtocol = protocol, RemoveNotification = notice, ReleaseAlways =
                true });
        Touch(eager, 1);
        Assert.True(eager.TryEvict(new(1)));
        Assert.Equal(1, Asked(always));
    }

    [Theory, MemberData(nameof(Matrix))]
    public void E5_ReleaseCallback_DirtyPage_IsMadeOnlyByStrip(ReleaseProtocol protocol, RemoveNotification notice)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol, notice);
        using AddressSpace<Fact> ended = space;
        client.AttachOnRead = true;
        client.Answer = ReleaseOutcome.Released;
        Write(space, 1, 42);
        Assert.False(space.TryEvict(new(1)));
        Assert.Equal(1, space.TryInvalidate(AllPages).DirtyCount);
        Assert.Equal(0, Asked(client));
        Assert.Equal(protocol == ReleaseProtocol.TwoPhase ? 0 : 1, space.Strip(AllPages));
        Assert.Equal(1, Asked(client));
        Assert.Equal(1, space.DirtyPageCount);
    }

    [Theory, MemberData(nameof(Matrix))]
    public void Release_EachAnswer_DoesWhatTheTableSays(ReleaseProtocol protocol, RemoveNotification notice)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol, notice);
        using AddressSpace<Fact> ended = space;
        client.AttachOnRead = true;
        var left = new List<string?>();
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason _) => left.Add(page.Metadata?.Name);
        Touch(space, 1, 2, 3);
        client.Answer = ReleaseOutcome.Kept;
        Assert.False(space.TryEvict(new(1)));
        Assert.Equal(3, space.TryInvalidate(AllPages).RefusedCount);
        client.Answer = ReleaseOutcome.Removable;
        Assert.Equal(0, space.Strip(AllPages));
        Assert.True(space.TryEvict(new(2)));
        client.Answer = ReleaseOutcome.Released;
        Assert.True(space.TryEvict(new(3)));
        Assert.Equal(notice == RemoveNotification.None ? [] : ["fact 2", null], left);
        using PagePin<Fact> kept = space.Pin(new(1));
        Assert.Equal("fact 1", kept.Metadata?.Name);
        Assert.Equal(default, ReleasedButKept);
    }

    [Fact]
    public void E6_Classic_PinnedPage_LosesMetadataAndCountsAlreadyPinned()
    {
        (AddressSpace<Fact> space, QuietClient client) =
            Create(ReleaseProtocol.Classic, RemoveNotification.AfterUnlock);
        using AddressSpace<Fact> ended = space;
        client.AttachOnRead = true;
        client.Answer = ReleaseOutcome.Released;
        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.False(space.TryEvict(new(1)));
        Assert.Null(pin.Metadata);
        Assert.Equal(new ReleasedButKept(1, 0, 0, 0), ReleasedButKept);
    }

    [Theory]
    [InlineData(ReleaseProtocol.Prechecked)]
    [InlineData(ReleaseProtocol.Frozen)]
    [InlineData(ReleaseProtocol.TwoPhase)]
    public void E6_OtherProtocols_PinnedPage_LoseNothing(ReleaseProtocol protocol)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol, RemoveNotification.AfterUnlock);
        using AddressSpace<Fact> ended = space;
        client.AttachOnRead = true;
        client.Answer = ReleaseOutcome.Released;
        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.False(space.TryEvict(new(1)));
        Assert.Equal(1, space.TryInvalidate(AllPages).PinnedCount);
        Assert.Equal("fact 1", pin.Metadata?.Name);
        Assert.Equal(default, ReleasedButKept);
        Assert.Equal(0, client.CountOf("release"));
    }

    [Theory]
    [InlineData(ReleaseProtocol.Classic)]
    [InlineData(ReleaseProtocol.Prechecked)]
    [InlineData(ReleaseProtocol.Frozen)]
    public void E6_Strip_Released_IsCountedAsNotRemoving(ReleaseProtocol protocol)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol, RemoveNotification.AfterUnlock);
        using AddressSpace<Fact> ended = space;
        client.AttachOnRead = true;
        client.Answer = ReleaseOutcome.Released;
        Touch(space, 1, 2);
        Assert.Equal(2, space.Strip(AllPages));
        Assert.Equal(new ReleasedButKept(0, 0, 0, 2), ReleasedButKept);
        Assert.Equal(2, space.PageCount);
        Assert.Equal(0, client.CountOf("remove"));
        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.Null(pin.Metadata);
    }

    [Theory]
    [InlineData(ReleaseProtocol.Classic, WillRemove.Likely)]
    [InlineData(ReleaseProtocol.Prechecked, WillRemove.Likely)]
    [InlineData(ReleaseProtocol.Frozen, WillRemove.Certain)]
    [InlineData(ReleaseProtocol.TwoPhase, WillRemove.Likely)]
    public void E7_Context_ByProtocol_SaysHowSureTheRemovalIs(ReleaseProtocol protocol, WillRemove expected)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol, RemoveNotification.AfterUnlock);
        using AddressSpace<Fact> ended = space;
        client.AttachOnRead = true;
        var contexts = new List<ReleaseContext>();
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext context) =>
        {
            contexts.Add(context);
            return ReleaseOutcome.Kept;
        };
        Touch(space, 1);
        space.TryEvict(new(1));
        space.TryInvalidate(AllPages);
        space.Strip(AllPages);
        Assert.Equal([ReleaseReason.Evict, ReleaseReason.Invalidate, ReleaseReason.Strip],
            contexts.Select(context => context.Reason));
        Assert.Equal([expected, expected, WillRemove.No], contexts.Select(context => context.WillRemove));
        Assert.Equal(protocol != ReleaseProtocol.Frozen, contexts[0].MayBlock);
    }

    [Fact]
    public void E8_TwoPhase_EachDoor_CommitsIfAndOnlyIfThePageGoes()
    {
        (AddressSpace<Fact> space, QuietClient client) =
            Create(ReleaseProtocol.TwoPhase, RemoveNotification.AfterUnlock);
        using AddressSpace<Fact> ended = space;
        client.AttachOnRead = true;
        client.Answer = ReleaseOutcome.Released;
        Touch(space, 1, 2, 3);
        client.ClearLog();
        space.TryEvict(new(1));
        space.TryInvalidate(new(new(2), 1));
        space.Strip(new(new(3), 1));
        Assert.Equal(
            ["prepare 1 Evict", "commit 1", "remove 1 Reclaimed", "prepare 2 Invalidate", "commit 2",
                "remove 2 Invalidated",
                "prepare 3 Strip", "abort 3"],
            client.Log);
        using PagePin<Fact> pin = space.Pin(new(3));
        Assert.Equal("fact 3", pin.Metadata?.Name);
        Assert.False(space.TryEvict(new(3)));
        Assert.Equal(["prepare 3 Evict", "abort 3"], client.Log[^2..]);
        Assert.Equal("fact 3", pin.Metadata?.Name);
        Assert.Equal(default, ReleasedButKept);
    }

    [Fact]
    public void C1_ReleasedWithMetadataAttached_Always_IsReportedAndTakenAsRemovable()
    {
        var client = new NotifiedClient { AttachOnRead = true };
        using AddressSpace<Fact> space = Create(client);
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) => ReleaseOutcome.Released;
        string? ended = null;
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason _) => ended = page.Metadata?.Name;
        Touch(space, 1);
        Assert.True(space.TryEvict(new(1)));
        Assert.Equal("fact 1", ended);
        Assert.Equal(["C1"], Failures.Select(failure => failure.Clause));
    }

    [Theory]
    [InlineData(ReleaseOutcome.Kept)]
    [InlineData(ReleaseOutcome.Removable)]
    public void C1_KeptOrRemovableAfterADetach_Always_IsReportedAndTakenAsKept(ReleaseOutcome answer)
    {
        var client = new NotifiedClient { AttachOnRead = true };
        using AddressSpace<Fact> space = Create(client);
        client.OnRelease = (LockedPage<Fact> page, in ReleaseContext _) =>
        {
            page.Detach();
            return answer;
        };
        Touch(space, 1);
        Assert.False(space.TryEvict(new(1)));
        Assert.True(space.Contains(new(1)));
        Assert.Equal(["C1"], Failures.Select(failure => failure.Clause));
        Assert.Equal(new PageIndex(1), Failures[0].Index);
    }

    private static int Asked(ClientScript client) => s_askingLines.Sum(client.CountOf);
}
