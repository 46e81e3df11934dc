using System.Threading.Tasks.Sources;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;
using AopKit.Tests.Diagnostics;

namespace AopKit.Tests.Fill;

/// <summary>What a miss allocates that is asked for asynchronously: nothing, once what it needs was made.</summary>
[Collection(ListenersOrBytes.Collection)]
public sealed class AsyncMissAllocationTests : EngineTests
{
    private const int MissCount = 2000;

    [Fact]
    public void PinAsync_FillThatEndsAtOnce_AllocatesNothing()
    {
        var client = new SourceClient { EndsAtOnce = true };
        using AddressSpace<NoMetadata> space = Cache.CreateAddressSpace(client);
        AssertNothingAllocated(space, client, index => space.PinAsync(new(index)).Result.Dispose());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void PinAsync_FillThatEndsLater_AllocatesNothingForItsWaiters(int waiterCount)
    {
        var client = new SourceClient();
        using AddressSpace<NoMetadata> space = Cache.CreateAddressSpace(client);
        var waiters = new ValueTask<PageLease<NoMetadata>>[waiterCount];
        AssertNothingAllocated(space, client, index =>
        {
            for (int waiter = 0; waiter < waiterCount; waiter++)
            {
                waiters[waiter] = space.PinAsync(new(index));
                Assert.False(waiters[waiter].IsCompleted);
            }

            client.End();
            foreach (ValueTask<PageLease<NoMetadata>> waiter in waiters)
            {
                waiter.Result.Dispose();
            }
        });
    }

    [Fact]
    public void PinAsync_WithACancellationThatDoesNotCome_AllocatesNothing()
    {
        var client = new SourceClient();
        using AddressSpace<NoMetadata> space = Cache.CreateAddressSpace(client);
        using var cancellation = new CancellationTokenSource();
        AssertNothingAllocated(space, client, index =>
        {
            ValueTask<PageLease<NoMetadata>> waiter = space.PinAsync(new(index), cancellation.Token);
            client.End();
            waiter.Result.Dispose();
        });
    }

    /// <summary>A consumer that is an async method itself, and runs on when the fill has ended.</summary>
    [Fact]
    public async Task PinAsync_AwaitedByManyAtOnce_GivesEachItsOwnPage()
    {
        var client = new SourceClient();
        using AddressSpace<NoMetadata> space = Cache.CreateAddressSpace(client);
        for (int round = 0; round < 50; round++)
        {
            Task<bool>[] readers = [.. Enumerable.Range(0, 8).Select(reader => ReadAsync(space, round % 40))];
            client.End();
            Assert.DoesNotContain(false, await Task.WhenAll(readers));
            space.Invalidate(AllPages);
        }
    }

    private static async Task<bool> ReadAsync(AddressSpace<NoMetadata> space, long index)
    {
        using PageLease<NoMetadata> lease = await space.PinAsync(new(index));
        return lease.Index.Value == index && lease.Bytes[0] == (byte)(index + 1);
    }

    private static void AssertNothingAllocated(
        AddressSpace<NoMetadata> space, SourceClient client, Action<long> miss)
    {
        // What was lent rests for some fills before it is lent again, and every frame is used once.
        for (long index = 0; index < MissCount; index++)
        {
            miss(index);
        }

        long read = 0;
        long allocated = Allocations.Least(() =>
        {
            space.Discard();
            read = client.ReadCount;
            for (long index = 0; index < MissCount; index++)
            {
                miss(index);
            }
        });
        Assert.Equal(0, allocated);
        Assert.Equal(MissCount, client.ReadCount - read);
    }

    /// <summary>Fills by a task that is used again and again, and that the test ends.</summary>
    private sealed class SourceClient : IAddressSpaceOperations<NoMetadata>, IReadPageAsync<NoMetadata>,
        IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<bool> _source;
        private FillRequest<NoMetadata> _page;

        public bool EndsAtOnce { get; init; }

        public long ReadCount { get; private set; }

        public void ReadPage(FillPage<NoMetadata> page) => throw new NotSupportedException();

        public ValueTask ReadPageAsync(FillRequest<NoMetadata> page, CancellationToken cancellation)
        {
            ReadCount++;
#pragma warning disable AOP1002 // Kept until the task ends, which this class does itself.
            _page = page;
#pragma warning restore AOP1002
            if (EndsAtOnce)
            {
                Fill();
                return ValueTask.CompletedTask;
            }

            return new ValueTask(this, _source.Version);
        }

        public void End()
        {
            Fill();
            _source.SetResult(true);
        }

        public void GetResult(short token)
        {
            _source.GetResult(token);
            _source.Reset();
        }

        public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

        public void OnCompleted(
            Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _source.OnCompleted(continuation, state, token, flags);

        private void Fill() => _page.Bytes.Span.Fill((byte)(_page.Index.Value + 1));
    }
}
