using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E4: what surrounds a client's code while it runs.</summary>
public sealed class E4_CallContextTests : EngineTests
{
    private static readonly AsyncLocal<string?> s_ambient = new();

    [Fact]
    [Catches("E4_ContextInherited")]
    public void E4_Callbacks_CallerWithAnAsyncLocal_DoNotSeeIt()
    {
        var seen = new List<string>();
        void Look(string callback) => seen.Add($"{callback}: {s_ambient.Value}");
        var client = new TwoPhaseClient { Answer = ReleaseOutcome.Released };
        client.OnRead = page =>
        {
            Look("read");
            page.Attach(new Fact("fact"));
        };
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) =>
        {
            Look("prepare");
            return ReleaseOutcome.Released;
        };
        client.OnCommit = _ => Look("commit");
        client.OnInvalidate = (_, _) => Look("invalidate");
        client.OnRemoved = (in RemovedPage<Fact> _, RemoveReason _) => Look("remove");
        client.OnWrite = _ => Look("write");
        client.OnEnd = _ =>
        {
            Look("end");
            return ReleaseOutcome.Released;
        };
        AddressSpace<Fact> space =
            Create(client, new AddressSpaceOptions { ReleaseProtocol = ReleaseProtocol.TwoPhase });
        s_ambient.Value = "the caller's";
        Touch(space, 1);
        space.TryEvict(new(1));
        Write(space, 2, 1);
        space.Flush();
        space.Truncate(0);
        space.Dispose();
        Assert.Equal("the caller's", s_ambient.Value);
        Assert.Equal(
            ["read: ", "prepare: ", "commit: ", "remove: ", "read: ", "write: ", "invalidate: ", "remove: ", "end: "],
            seen);
    }

    [Fact]
    public void E4_Callbacks_CallerWhoSuppressedTheFlow_DoNotSeeItEither()
    {
        string? seen = "not called";
        var client = new QuietClient { OnRead = _ => seen = s_ambient.Value };
        AddressSpace<Fact> space = Create(client);
        s_ambient.Value = "the caller's";
        using (ExecutionContext.SuppressFlow())
        {
            Touch(space, 1);
            Assert.True(ExecutionContext.IsFlowSuppressed());
            Assert.Equal("the caller's", s_ambient.Value);
        }

        Assert.Null(seen);
        Assert.Equal("the caller's", s_ambient.Value);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("release")]
    [InlineData("invalidate")]
    [InlineData("remove")]
    [InlineData("write")]
    public void E4_AnyCallback_Parked_EverythingElseGoesOn(string callback)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Prechecked);
        Touch(space, 1);
        Write(space, 2, 1);
        using var parked = new ParkedThread();
        client.OnRead = page =>
        {
            if (callback == "read")
            {
                parked.Park();
            }

            client.ReadDefault(page);
        };
        client.OnRelease = (LockedPage<Fact> _, in ReleaseContext _) =>
        {
            parked.Park();
            return ReleaseOutcome.Removable;
        };
        client.OnInvalidate = (_, _) => parked.Park();
        client.OnRemoved = (in RemovedPage<Fact> _, RemoveReason _) => parked.Park();
        client.OnWrite = _ => parked.Park();
        parked.Start(callback switch
        {
            "read" => () => Touch(space, 0),
            "release" => () => space.TryEvict(new(1)),
            "invalidate" => () => space.Invalidate(new(new(1), 1)),
            "remove" => () => space.Replace(new(1), new byte[PageSize]),
            _ => () => space.Flush(),
        });
        parked.WaitUntilParked();
        using ParkedThread others = Start(() => UseEverythingElse(space));
        others.Join();
    }

    private void UseEverythingElse(AddressSpace<Fact> space)
    {
        Touch(space, 10, 11, 12, 64, 65, 500);
        Write(space, 13, 1);
        Assert.True(space.TryEvict(new(10)));
        Assert.Equal(1, space.TryInvalidate(new(new(11), 1)).RemovedCount);
        space.Punch(64 * PageSize, PageSize);
        space.Invalidate(new(new(65), 1));
        space.Replace(new(66), new byte[PageSize]);
        space.Truncate(500 * PageSize);
        var client = new NotifiedClient();
        AddressSpace<Fact> second = Create(client);
        Touch(second, 1, 2, 3);
        second.Discard();
        Assert.True(Cache.GetStatistics().ResidentCount > 0);
    }
}
