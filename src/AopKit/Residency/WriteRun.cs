using System.Buffers;

namespace AopKit.Residency;

/// <summary>
/// Pages with contiguous indexes that are being written: pinned, marked, and not locked. Listed in its space until its
/// end, so that a flush can wait for what others write.
/// </summary>
internal sealed class WriteRun(long first)
{
    /// <summary>The most pages in one callback: 64 of 4 KiB are 256 KiB, a good request for every device.</summary>
    public const int MaxPages = 64;

    private PageHandle[]? _pages = ArrayPool<PageHandle>.Shared.Rent(MaxPages);
    private TaskCompletionSource? _ended;

    public long First { get; } = first;

    public int Count { get; private set; }

    public ReadOnlyMemory<PageHandle> Pages => _pages.AsMemory(0, Count);

    /// <summary>
    /// The thread that is in the client's synchronous callback for it, and cannot wait for itself; or 0.
    /// </summary>
    public int ThreadId { get; set; }

    public void Add(PageHandle page) => _pages![Count++] = page;

    public bool Covers(long index) => index >= First && index - First < Count;

    /// <summary>Ends with the run, written or not. Gate held, and the run is in its space's list.</summary>
    public Task Join()
    {
        _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _ended.Task;
    }

    /// <summary>Lets those go on who joined, and gives the list of pages back: the pages are marked as written, or as
    /// dirty again, and the run is off its space's list.</summary>
    public void Wake()
    {
        _ended?.TrySetResult();
        if (Interlocked.Exchange(ref _pages, null) is { } pages)
        {
            ArrayPool<PageHandle>.Shared.Return(pages);
        }
    }
}
