using AopKit.Benchmarks.Peers.Caches;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Suites;

/// <summary>Many pages at a time: made dirty and written back, truncated, or removed one by one where a peer must.
/// </summary>
internal static class RangeSuite
{
    private const int PageCount = 8 << 10;

    public static void Run(PeersRun run)
    {
        using (var device = new MemoryDevice(PageCount))
        using (var writer = new DirtyAndFlush("AopKit, BeginWrite and Flush", device))
        {
            run.Compete(
                "Writeback: 8 B changed in a page, pages written in runs (the device copies them)",
                [writer, device], PageCount);
        }

        using var truncated = new TruncatedSpace("AopKit, Truncate", new PlainClient(FillKind.Stamp));
        using var told = new TruncatedSpace("AopKit, Truncate, with OnRemove", new CallbackClient(FillKind.Stamp));
        using BufferPool lru = new(), lfu = new(), extensions = new();
        const int Capacity = PageCount * 2;
        run.Compete(
            "Truncate storm: a file's pages dropped, per page",
            [
                truncated,
                told,
                new RemovedKeys<LruPages>(
                    "ConcurrentLru, TryRemove", new LruPages(Capacity, lru, FillKind.Stamp)),
                new RemovedKeys<LfuPages>(
                    "ConcurrentLfu, TryRemove", new LfuPages(Capacity, lfu, FillKind.Stamp)),
                new RemovedKeys<MemoryCachePages>(
                    "MemoryCache, Remove", new MemoryCachePages(Capacity, extensions, FillKind.Stamp)),
            ],
            PageCount);
    }
}
