namespace AopKit.Writeback;

/// <summary>Pages with contiguous indexes that are being written: pinned, marked, and not locked.</summary>
internal sealed class WriteRun(long first)
{
    /// <summary>The most pages in one callback: 64 of 4 KiB are 256 KiB, a good request for every device.</summary>
    public const int MaxPages = 64;

    private readonly PageHandle[] _pages = new PageHandle[MaxPages];

    public long First { get; } = first;

    public int Count { get; private set; }

    public ReadOnlyMemory<PageHandle> Pages => _pages.AsMemory(0, Count);

    public void Add(PageHandle page) => _pages[Count++] = page;
}
