using System.Collections.Concurrent;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>The engine keeps the clauses that one thread can prove.</summary>
public sealed class EngineContractTests : AddressSpaceContract, IDisposable
{
    private readonly PageCache _cache = new(new PageCacheOptions { BudgetBytes = 64 * PageSize, PageSize = PageSize });
    private readonly ConcurrentQueue<CallbackFailure> _failures = new();

    public EngineContractTests() => _cache.CallbackFailed += _failures.Enqueue;

    protected override IReadOnlyList<CallbackFailure> Failures => [.. _failures];

    protected override ReleasedButKept ReleasedButKept => _cache.GetStatistics().ReleasedButKept;

    public void Dispose()
    {
        _cache.CheckIntegrity();
        _cache.Dispose();
    }

    protected override AddressSpace<Fact> CreateSpace(
        IAddressSpaceOperations<Fact> client, AddressSpaceOptions options) =>
        _cache.CreateAddressSpace(client, options);
}
