using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E5: release callbacks are not made during writeback.</summary>
public sealed class E5_WhenAskedTests : EngineTests
{
    [Theory]
    [InlineData(ReleaseProtocol.Classic)]
    [InlineData(ReleaseProtocol.Prechecked)]
    [InlineData(ReleaseProtocol.Frozen)]
    [InlineData(ReleaseProtocol.TwoPhase)]
    public void E5_PageUnderWriteback_AnyAttempt_AsksNobody(ReleaseProtocol protocol)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol);
        Write(space, 1, 42);
        using var writer = new ParkedThread();
        client.OnWrite = _ => writer.Park();
        writer.Start(() => space.Flush());
        writer.WaitUntilParked();
        Assert.False(space.TryEvict(new(1)));
        Assert.Equal(1, space.TryInvalidate(AllPages).DirtyCount);
        Assert.Equal(0, space.Strip(AllPages));
        Assert.Equal(0, client.CountOf("release") + client.CountOf("prepare"));
        writer.Resume();
        writer.Join();
        Assert.True(space.TryEvict(new(1)));
    }
}
