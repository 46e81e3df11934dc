using AopKit.Lifetimes;

namespace AopKit;

/// <summary>An absent page that a client fills: locked, zeroed, not yet visible to any lookup.</summary>
/// <remarks>
/// A ref struct: it cannot be stored, boxed, captured or carried over an <c>await</c>. Valid during the callback.
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public readonly ref struct FillPage<T>
    where T : class
{
    // All fields are as wide as a register, and their order matters: see LentBytes.
    private readonly AddressSpace<T>? _space;
    private readonly ref T? _metadata;
    private readonly PageIndex _index;
    private readonly LentBytes _bytes;
    private readonly PageHandle _page;

    /// <summary>Makes one, for engines and for tests of a client.</summary>
    /// <param name="space">The address space, or null in a test that has none.</param>
    /// <param name="index">The page's index.</param>
    /// <param name="page">The page's handle.</param>
    /// <param name="bytes">The bytes to fill; length is the page size.</param>
    /// <param name="metadata">The place of the page's metadata.</param>
    public FillPage(AddressSpace<T>? space, PageIndex index, PageHandle page, Span<byte> bytes, ref T? metadata)
    {
        _space = space;
        _index = index;
        _page = page;
        _bytes = new LentBytes(bytes);
        _metadata = ref metadata;
    }

    /// <summary>Makes one for a test of a client.</summary>
    /// <param name="index">The page's index.</param>
    /// <param name="bytes">The bytes to fill.</param>
    /// <param name="metadata">The place of the page's metadata.</param>
    public FillPage(PageIndex index, Span<byte> bytes, ref T? metadata)
        : this(null, index, new PageHandle(0, 1), bytes, ref metadata)
    {
    }

    /// <summary>The address space.</summary>
    /// <exception cref="InvalidOperationException">The page was made without one.</exception>
    public AddressSpace<T> Space =>
        _space ?? throw new InvalidOperationException("This page was made without a space.");

    /// <summary>The page's index.</summary>
    public PageIndex Index => _index;

    /// <summary>The page's generation: which of the pages that ever stood at this index it is.</summary>
    public long Generation => _page.Generation;

    /// <summary>The bytes to fill, zeroed before (E21); length is the page size.</summary>
    [ViewOf("this")]
    public Span<byte> Bytes => _bytes.Span;

    /// <summary>Attaches metadata to the page before anybody can find it.</summary>
    /// <param name="metadata">The client's object.</param>
    /// <param name="chargeBytes">Bytes that it takes, counted against the cache's budget (E14); 0 or more.</param>
    /// <exception cref="InvalidOperationException">The page has metadata already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The charge is negative.</exception>
    [Attaches]
    public void Attach(T metadata, int chargeBytes = 0) =>
        MetadataSlot.Attach(_space, _page, ref _metadata, metadata, chargeBytes, Index);
}
