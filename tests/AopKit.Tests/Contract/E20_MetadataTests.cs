using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E20: who wins an attach, and when metadata holds still.</summary>
public sealed class E20_MetadataTests : EngineTests
{
    [Fact]
    public void E20_EightThreadsAttach_OneWinsAndAllGetTheWinner()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        for (long index = 0; index < 50; index++)
        {
            Touch(space, index);
            using var start = new Barrier(8);
            Fact[] got = new Fact[8];
            ParkedThread[] threads =
            [
                .. Enumerable.Range(0, 8).Select(thread => Start(() =>
                {
                    using PagePin<Fact> pin = space.Pin(new(index));
                    start.SignalAndWait(ParkedThread.Watchdog);
                    got[thread] = pin.GetOrAttach(new Fact($"of thread {thread}"));
                })),
            ];
            Array.ForEach(threads, thread => thread.Join());
            Array.ForEach(threads, thread => thread.Dispose());
            Assert.Single(got.Distinct());
            using PagePin<Fact> after = space.Pin(new(index));
            Assert.Same(got[0], after.Metadata);
        }
    }

    [Fact]
    [Catches("E20_SecondAttachWins")]
    public async Task E20_GetOrAttachOfALease_SecondCandidate_GetsTheFirst()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        using PageLease<Fact> lease = await PinAsync(space, 1);
        var winner = new Fact("winner");
        Assert.Same(winner, lease.GetOrAttach(winner));
        Assert.Same(winner, lease.GetOrAttach(new Fact("loser")));
        Assert.Same(winner, lease.Metadata);
    }

    [Fact]
    public void E20_LockedPage_ReleaseCallbackElsewhere_DoesNotRunMeanwhile()
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(ReleaseProtocol.Classic);
        using var locker = new ParkedThread();
        locker.Start(() =>
        {
            using PagePin<Fact> pin = space.Pin(new(1));
            using LockedPage<Fact> locked = pin.Lock();
            string? before = locked.Metadata?.Name;
            locker.Park();
            Assert.Equal("fact 1", before);
            Assert.Equal("fact 1", locked.Metadata?.Name);
        });
        locker.WaitUntilParked();
        Assert.False(space.TryEvict(new(1)));
        Assert.Equal(1, space.TryInvalidate(AllPages).PinnedCount);
        Assert.Equal(0, client.CountOf("release"));
        locker.Resume();
        locker.Join();
    }
}
