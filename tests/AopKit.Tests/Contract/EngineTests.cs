using System.Collections.Concurrent;
using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>
/// One cache, its spaces and what it reported; at the end everything is torn down and every structure is checked.
/// </summary>
public abstract class EngineTests : IDisposable
{
    protected const int PageSize = 4096;

    protected static readonly PageRange AllPages = new(new PageIndex(0), 1 << 20);

    private readonly List<AddressSpace> _spaces = [];
    private readonly ConcurrentQueue<CallbackFailure> _failures = new();

    protected EngineTests(PageCacheOptions? options = null)
    {
        Cache = new PageCache(options ?? new PageCacheOptions { BudgetBytes = 64 * PageSize });
        Cache.CallbackFailed += _failures.Enqueue;
    }

    protected PageCache Cache { get; }

    protected CallbackFailure[] Failures => [.. _failures];

    public void Dispose()
    {
        // On a thread of its own: a pin that a failed test left behind must not hang the run.
        using ParkedThread teardown = new ParkedThread().Start(() =>
        {
            foreach (AddressSpace space in _spaces)
            {
                space.Dispose();
            }

            Cache.CheckIntegrity();
            Cache.Dispose();
        });
        teardown.Join();
        GC.SuppressFinalize(this);
    }

    protected AddressSpace<Fact> Create(ClientScript client, AddressSpaceOptions? options = null)
    {
        AddressSpace<Fact> space = Cache.CreateAddressSpace(
            (IAddressSpaceOperations<Fact>)client, options ?? new AddressSpaceOptions { Name = "test" });
        _spaces.Add(space);
        return space;
    }

    protected (AddressSpace<Fact> Space, QuietClient Client) Create(
        ReleaseProtocol protocol, RemoveNotification notice = RemoveNotification.AfterUnlock)
    {
        QuietClient client = ScriptedClients.For(protocol, notice);
        client.AttachOnRead = true;
        client.Answer = ReleaseOutcome.Released;
        var options =
            new AddressSpaceOptions { Name = "test", ReleaseProtocol = protocol, RemoveNotification = notice };
        return (Create(client, options), client);
    }

    protected static void Touch(AddressSpace<Fact> space, params ReadOnlySpan<long> indexes)
    {
        foreach (long index in indexes)
        {
            space.Pin(new(index)).Dispose();
        }
    }

    protected static void Write(AddressSpace<Fact> space, long index, byte value)
    {
        using PagePin<Fact> pin = space.Pin(new(index));
        using PageWriter<Fact> writer = pin.BeginWrite();
        writer.Bytes.Fill(value);
    }

    /// <summary>A pin as a task, for tests that wait for many, or that may block.</summary>
    protected static async Task<PageLease<Fact>> PinAsync(
        AddressSpace<Fact> space, long index, CancellationToken cancellation = default) =>
        await space.PinAsync(new(index), cancellation);

    /// <summary>Starts work whose end a test looks at; <c>using</c> ends it.</summary>
    protected static ParkedThread Start(Action work) => new ParkedThread().Start(work);
}
