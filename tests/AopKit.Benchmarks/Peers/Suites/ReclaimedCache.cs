using AopKit.Benchmarks.Peers.Caches;
using AopKit.Benchmarks.Peers.Machine;
using AopKit.Benchmarks.Peers.Measuring;

namespace AopKit.Benchmarks.Peers.Suites;

/// <summary>A cache that is filled with the clock stopped and then gives its pages back by one call.</summary>
internal sealed class ReclaimedCache : Contestant, IDisposable
{
    private readonly PageCache _cache;
    private readonly AddressSpace<Note> _space;

    public ReclaimedCache(string name, long budgetBytes, IAddressSpaceOperations<Note> client)
        : base(name)
    {
        _cache = new PageCache(new PageCacheOptions { BudgetBytes = budgetBytes });
        _space = _cache.CreateAddressSpace(client);
    }

    public override double Measure(int operations)
    {
        for (long page = 0; _space.PageCount < operations; page++)
        {
            _space.Pin(new PageIndex(page)).Dispose();
        }

        ThreadClock clock = ThreadClock.Start();
        long removed = _cache.Reclaim(operations);
        double elapsed = clock.ReadNanoseconds();

        // What one call left undone does not count as done.
        return elapsed * operations / Math.Max(1, removed);
    }

    public override ulong Run(int operations) => (ulong)Measure(operations);

    public void Dispose()
    {
        _space.Dispose();
        _cache.Dispose();
    }
}
