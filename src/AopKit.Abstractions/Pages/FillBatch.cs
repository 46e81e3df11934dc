using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// Absent pages with contiguous indexes that a client fills in one call; each as in <see cref="FillPage{T}"/>.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public readonly ref struct FillBatch<T>
    where T : class
{
    private readonly AddressSpace<T>? _space;
    private readonly IPageFrames<T> _frames;
    private readonly ReadOnlySpan<PageHandle> _pages;

    /// <summary>Makes one, for engines and for tests of a client.</summary>
    /// <param name="space">The address space, or null in a test that has none.</param>
    /// <param name="first">Index of the first page.</param>
    /// <param name="frames">Where bytes and metadata are found.</param>
    /// <param name="pages">The pages, in order of their indexes.</param>
    public FillBatch(AddressSpace<T>? space, PageIndex first, IPageFrames<T> frames, ReadOnlySpan<PageHandle> pages)
    {
        _space = space;
        First = first;
        _frames = frames;
        _pages = pages;
    }

    /// <summary>Index of the first page.</summary>
    public PageIndex First { get; }

    /// <summary>How many pages.</summary>
    public int Count => _pages.Length;

    /// <summary>One page of the batch.</summary>
    /// <param name="position">0 to <see cref="Count"/> - 1.</param>
    [ViewOf("this")]
    public FillPage<T> this[int position]
    {
        get
        {
            PageHandle page = _pages[position];
            return new FillPage<T>(
                _space, First + position, page, _frames.GetBytes(page), ref _frames.GetMetadata(page));
        }
    }
}
