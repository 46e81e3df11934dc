using AopKit.Lifetimes;

namespace AopKit;

/// <summary>Dirty pages with contiguous indexes that a client writes in one call.</summary>
/// <remarks>
/// The pages may be pinned and read meanwhile. They may also be written meanwhile, unless the address space asks for
/// stable pages; a page that is written meanwhile is dirty again afterwards.
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public readonly ref struct WriteBatch<T>
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
    public WriteBatch(AddressSpace<T>? space, PageIndex first, IPageFrames<T> frames, ReadOnlySpan<PageHandle> pages)
    {
        _space = space;
        First = first;
        _frames = frames;
        _pages = pages;
    }

    /// <summary>The address space.</summary>
    /// <exception cref="InvalidOperationException">The batch was made without one.</exception>
    public AddressSpace<T> Space =>
        _space ?? throw new InvalidOperationException("This batch was made without a space.");

    /// <summary>Index of the first page.</summary>
    public PageIndex First { get; }

    /// <summary>How many pages.</summary>
    public int Count => _pages.Length;

    /// <summary>One page of the batch.</summary>
    /// <param name="position">0 to <see cref="Count"/> - 1.</param>
    [ViewOf("this")]
    public WritePage<T> this[int position]
    {
        get
        {
            PageHandle page = _pages[position];
            return new WritePage<T>(First + position, _frames.GetBytes(page), _frames.GetMetadata(page));
        }
    }
}
