using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// A page whose lock is held: by the engine around a callback, or by the client after <see cref="PagePin{T}.Lock"/>.
/// </summary>
/// <remarks>
/// Metadata is stable while the lock is held (E20). A ref struct: it cannot be stored, boxed, captured or carried over
/// an <c>await</c>. In a callback it is valid until the callback returns, and <see cref="Dispose"/> does nothing.
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public readonly ref struct LockedPage<T> : IDisposable
    where T : class
{
    private const nint Dirty = 1;
    private const nint OwnsLock = 2;

    // All fields are as wide as a register, and their order matters: see LentBytes.
    private readonly AddressSpace<T>? _space;
    private readonly ref T? _metadata;
    private readonly nint _flags;
    private readonly PageIndex _index;
    private readonly LentBytes _bytes;
    private readonly PageHandle _page;

    /// <summary>Makes one, for engines.</summary>
    /// <param name="space">The address space, or null in a test that has none.</param>
    /// <param name="index">The page's index.</param>
    /// <param name="page">The page's handle.</param>
    /// <param name="bytes">The page's bytes.</param>
    /// <param name="metadata">The place of the page's metadata.</param>
    /// <param name="isDirty">Whether the page is dirty.</param>
    /// <param name="ownsLock">Whether <see cref="Dispose"/> unlocks the page.</param>
    public LockedPage(
        AddressSpace<T>? space, PageIndex index, PageHandle page, ReadOnlySpan<byte> bytes,
        ref T? metadata, bool isDirty, bool ownsLock)
    {
        _space = space;
        _index = index;
        _bytes = new LentBytes(bytes);
        _metadata = ref metadata;
        _page = page;
        _flags = (isDirty ? Dirty : 0) | (ownsLock ? OwnsLock : 0);
    }

    /// <summary>Makes one for a test of a client.</summary>
    /// <param name="index">The page's index.</param>
    /// <param name="bytes">The page's bytes.</param>
    /// <param name="metadata">The place of the page's metadata.</param>
    /// <param name="isDirty">Whether the page is dirty.</param>
    public LockedPage(PageIndex index, ReadOnlySpan<byte> bytes, ref T? metadata, bool isDirty = false)
        : this(
            null, index, new PageHandle(0, 1), bytes, ref metadata, isDirty, ownsLock: false)
    {
    }

    /// <summary>The address space.</summary>
    /// <exception cref="InvalidOperationException">The page was made without one.</exception>
    public AddressSpace<T> Space =>
        _space ?? throw new InvalidOperationException("This page was made without a space.");

    /// <summary>The page's index.</summary>
    public PageIndex Index => _index;

    /// <summary>The page's generation.</summary>
    public long Generation => _page.Generation;

    /// <summary>The page's bytes, read-only; length is the page size.</summary>
    [ViewOf("this")]
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>
    /// Whether the page held unwritten content when it was locked, or while a strip asks for its metadata.
    /// </summary>
    [DirtyState]
    public bool IsDirty => (_flags & Dirty) != 0;

    /// <summary>The client's metadata, or null.</summary>
    [AttachedMetadata]
    [Borrowed]
    [ViewOf("this")]
    public T? Metadata => _metadata;

    /// <summary>Attaches metadata to the page.</summary>
    /// <param name="metadata">The client's object; it may be attached to several pages, each with its own
    /// <c>OnRemove</c>.</param>
    /// <param name="chargeBytes">Bytes that it takes, counted against the cache's budget (E14); 0 or more.</param>
    /// <exception cref="InvalidOperationException">The page has metadata already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The charge is negative.</exception>
    /// <exception cref="BudgetExceededException">The charge does not fit into the budget.</exception>
    [Attaches]
    public void Attach(T metadata, int chargeBytes = 0) =>
        MetadataSlot.Attach(_space, _page, ref _metadata, metadata, chargeBytes, Index);

    /// <summary>Takes the metadata off the page and gives it back. The caller owns it from now on.</summary>
    /// <returns>The metadata, or null if there was none.</returns>
    [Detaches]
    [return: Owned]
    public T? Detach() => MetadataSlot.Detach(_space, _page, ref _metadata);

    /// <summary>
    /// Unlocks the page if it was locked by <see cref="PagePin{T}.Lock"/>; does nothing in a callback.
    /// </summary>
    [EndsLifetime]
    public void Dispose()
    {
        if ((_flags & OwnsLock) != 0)
        {
            _space!.Unlock(_page);
        }
    }
}
