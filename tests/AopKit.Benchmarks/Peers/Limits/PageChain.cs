using AopKit.Benchmarks.Peers.Caches;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Limits;

/// <summary>Pages of native memory, each holding the address of the next, all in one circle in random order.</summary>
internal sealed unsafe class PageChain : IDisposable
{
    public const int PageSize = PageContent.PageSize;

    private const int Seed = 1968;

    private readonly BufferPool _pool = new();

    public PageChain(int pageCount)
    {
        nint[] pages = new nint[pageCount];
        foreach (ref nint page in pages.AsSpan())
        {
            page = (nint)_pool.Rent();
            PageContent.Fill(new Span<byte>((byte*)page, PageSize), 0);
        }

        new Random(Seed).Shuffle(pages);
        for (int i = 0; i < pageCount; i++)
        {
            *(nint*)pages[i] = pages[(i + 1) % pageCount];
        }

        First = (long*)pages[0];
    }

    public long* First { get; }

    public void Dispose() => _pool.Dispose();
}
