using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Limits;

/// <summary>
/// What is left of an insertion and an eviction when everything is taken away that is not needed for more than one
/// thread: the engine's locked instructions, each on a word as far away as its own are, and the page's first line,
/// asked for two pages ahead. No index, no order of pages, no client.
/// </summary>
internal sealed unsafe class LockedSteps : Contestant
{
    /// <summary>
    /// On the frame's word: opened, published, unpinned; pinned and locked, frozen, closed.
    /// </summary>
    private const int OnFrame = 6;

    /// <summary>
    /// The stock of free frames, the space's gate twice, the policy's, a chosen page's place, the count of pages gone.
    /// </summary>
    private const int OnShared = 6;

    private const int LinesAhead = 2;

    private readonly nint[] _pages;
    private readonly long[] _words;
    private readonly long[] _shared = new long[OnShared * 8];
    private int _cursor;

    public LockedSteps(string name, PageChain chain, int pageCount)
        : base(name)
    {
        _pages = new nint[pageCount];
        _words = new long[pageCount * 4];
        long* at = chain.First;
        foreach (ref nint page in _pages.AsSpan())
        {
            page = (nint)at;
            at = (long*)*at;
        }
    }

    public static string Describe => $"{OnFrame + OnShared} locked instructions and a page's first line, nothing else";

    public override ulong Run(int operations)
    {
        ulong sum = 0;
        for (int i = 0; i < operations; i++)
        {
            int page = (_cursor + i) % _pages.Length;
            if (System.Runtime.Intrinsics.X86.Sse.IsSupported)
            {
                System.Runtime.Intrinsics.X86.Sse.Prefetch0((void*)_pages[(page + LinesAhead) % _pages.Length]);
            }

            for (int step = 0; step < OnShared; step++)
            {
                Interlocked.Add(ref _shared[step * 8], 1);
            }

            ref long word = ref _words[page * 4];
            for (int step = 0; step < OnFrame / 2; step++)
            {
                Interlocked.Add(ref word, 1);
            }

            // As the fill does: the chain's link is there again.
            var bytes = new Span<byte>((void*)_pages[page], PageChain.PageSize);
            sum += PageContent.ReadEight(bytes);
            PageContent.Stamp(bytes, _pages[(page + 1) % _pages.Length]);
            for (int step = 0; step < OnFrame / 2; step++)
            {
                Interlocked.Add(ref word, -1);
            }
        }

        _cursor = (_cursor + operations) % _pages.Length;
        return sum;
    }
}
