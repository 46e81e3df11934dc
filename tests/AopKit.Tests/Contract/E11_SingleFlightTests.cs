using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E11: one fill for all who wait.</summary>
public sealed class E11_SingleFlightTests : EngineTests
{
    private const int WaiterCount = 64;

    [Fact]
    [Catches("E11_EveryWaiterReads")]
    public void E11_SixtyFourWaiters_OneAbsentPage_ReadItOnce()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        using var filler = new ParkedThread();
        client.OnRead = page =>
        {
            filler.Park();
            client.ReadDefault(page);
        };
        filler.Start(() => Touch(space, 1));
        filler.WaitUntilParked();
        long generation = 0;
        ParkedThread[] waiters =
        [
            .. Enumerable.Range(0, WaiterCount).Select(_ => Start(() =>
            {
                using PagePin<Fact> pin = space.Pin(new(1));
                Assert.Equal(0, Pattern.VersionOf(pin.Bytes, 1, 1));
                long first = Interlocked.CompareExchange(ref generation, pin.Generation, 0);
                Assert.True(first == 0 || first == pin.Generation, "E11: waiters got different pages.");
            })),
        ];
        Array.ForEach(waiters, waiter => waiter.WaitUntilBlockedOrEnded());
        Touch(space, 2);
        filler.Resume();
        filler.Join();
        Array.ForEach(waiters, waiter => waiter.Join());
        Array.ForEach(waiters, waiter => waiter.Dispose());
        Assert.Equal(1, client.CountOf("read 1"));
        Assert.True(space.TryEvict(new(1)), "E11: a waiter's pin was not given back.");
    }

    [Fact]
    public void E11_FailingFill_AllWaiters_GetItsExceptionAndNothingIsCached()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        using var filler = new ParkedThread();
        client.OnRead = _ =>
        {
            filler.Park();
            throw new IOException("broken device");
        };
        filler.Start(() => Touch(space, 1));
        filler.WaitUntilParked();
        ParkedThread[] waiters = [.. Enumerable.Range(0, 8).Select(_ => Start(() => Touch(space, 1)))];
        Array.ForEach(waiters, waiter => waiter.WaitUntilBlockedOrEnded());
        filler.Resume();
        Assert.Equal("broken device", Assert.Throws<IOException>(filler.Join).Message);
        Assert.All(waiters, waiter => Assert.Equal("broken device", Assert.Throws<IOException>(waiter.Join).Message));
        Array.ForEach(waiters, waiter => waiter.Dispose());
        Assert.False(space.Contains(new(1)));
        Assert.Equal(client.CountOf("read 1"), client.CountOf("remove 1 FillFailed"));
        Assert.Equal(1, client.CountOf("read 1"));
    }

    [Fact]
    public async Task E11_PinAsync_ManyWaiters_ReadOnceAndACancelledWaiterLeavesTheFillAlone()
    {
        var client = new AsyncClient();
        AddressSpace<Fact> space = Create(client);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.BeforeRead = _ => open.Task;
        using var cancellation = new CancellationTokenSource();
        Task<PageLease<Fact>> impatient = PinAsync(space, 1, cancellation.Token);
        Task<PageLease<Fact>>[] waiters = [.. Enumerable.Range(0, WaiterCount).Select(_ => PinAsync(space, 1))];
        using ParkedThread blocking = Start(() => Touch(space, 1));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        open.SetResult();
        foreach (Task<PageLease<Fact>> waiter in waiters)
        {
            using PageLease<Fact> lease = await waiter;
            Assert.Equal(0, Pattern.VersionOf(lease.Bytes, 1, 1));
        }

        blocking.Join();
        Assert.Equal(["read async 1"], client.Log);
        Assert.True(space.TryEvict(new(1)), "E11: a waiter's pin was not given back.");
    }

    [Fact]
    public async Task E11_PinAsync_FillThatFailsAtOnce_ThrowsAndIsNotBegunAgain()
    {
        // The fill ended before its first waiter had joined it, so the waiter began it again, for ever.
        var client = new AsyncClient { BeforeRead = _ => throw new IOException("broken device") };
        AddressSpace<Fact> space = Create(client);
        await Assert.ThrowsAsync<IOException>(() => PinAsync(space, 1));
        Assert.Equal(["read async 1", "remove 1 FillFailed"], client.Log);
    }

    [Fact]
    public void E11_Pin_WaitForAnothersFillCancelled_Throws()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        using var filler = new ParkedThread();
        client.OnRead = page =>
        {
            filler.Park();
            client.ReadDefault(page);
        };
        filler.Start(() => Touch(space, 1));
        filler.WaitUntilParked();
        using var cancellation = new CancellationTokenSource();
        using ParkedThread waiter = Start(() => space.Pin(new(1), cancellation.Token).Dispose());
        waiter.WaitUntilBlockedOrEnded();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(waiter.Join);
        filler.Resume();
        filler.Join();
        Assert.True(space.TryEvict(new(1)));
    }
}
