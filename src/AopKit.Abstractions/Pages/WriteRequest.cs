using AopKit.Lifetimes;

namespace AopKit;

/// <summary>Dirty pages with contiguous indexes that a client writes asynchronously.</summary>
/// <remarks>
/// The memories are valid until the task that the callback returned ends; the engine's memory throws afterwards.
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public readonly struct WriteRequest<T>
    where T : class
{
    private readonly AddressSpace<T>? _space;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _pages;
    private readonly IReadOnlyList<T?> _metadata;

    /// <summary>Makes one, for engines and for tests of a client.</summary>
    /// <param name="space">The address space, or null in a test that has none.</param>
    /// <param name="first">Index of the first page.</param>
    /// <param name="pages">The bytes of each page.</param>
    /// <param name="metadata">The metadata of each page, or null.</param>
    /// <exception cref="ArgumentException">The two lists are not of one length.</exception>
    public WriteRequest(
        AddressSpace<T>? space, PageIndex first, IReadOnlyList<ReadOnlyMemory<byte>> pages, IReadOnlyList<T?> metadata)
    {
        if (pages.Count != metadata.Count)
        {
            throw new ArgumentException("Each page needs its entry in the metadata list.", nameof(metadata));
        }

        _space = space;
        First = first;
        _pages = pages;
        _metadata = metadata;
    }

    /// <summary>The address space.</summary>
    /// <exception cref="InvalidOperationException">The request was made without one.</exception>
    public AddressSpace<T> Space =>
        _space ?? throw new InvalidOperationException("This request was made without a space.");

    /// <summary>Index of the first page.</summary>
    public PageIndex First { get; }

    /// <summary>How many pages.</summary>
    public int Count => _pages.Count;

    /// <summary>The bytes of one page of the request.</summary>
    /// <param name="position">0 to <see cref="Count"/> - 1.</param>
    [return: ViewOf("this")]
    public ReadOnlyMemory<byte> GetBytes(int position) => _pages[position];

    /// <summary>The metadata of one page of the request, or null.</summary>
    /// <param name="position">0 to <see cref="Count"/> - 1.</param>
    [return: Borrowed]
    public T? GetMetadata(int position) => _metadata[position];
}
