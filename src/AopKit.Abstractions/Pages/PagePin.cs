using AopKit.Lifetimes;

namespace AopKit;

/// <summary>A counted claim that keeps a page in its frame (E13). Ends with <see cref="Dispose"/>, once.</summary>
/// <remarks>
/// <para>A ref struct: it cannot be stored, boxed, captured or carried over an <c>await</c>; <see cref="PageLease{T}"/>
/// is the form that can. Everything that is read through it ends with it (C6).</para>
/// <para>Metadata read under a pin may be detached by another thread's release callback at any time: it is stable only
/// under <see cref="Lock"/>, or in a client that never detaches before <c>OnRemove</c> (E20).</para>
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public readonly ref struct PagePin<T> : IDisposable
    where T : class
{
    private readonly AddressSpace<T>? _space;
    private readonly PageHandle _page;

    /// <summary>
    /// Makes a pin. For implementations of <see cref="AddressSpace{T}"/>, which have counted it already.
    /// </summary>
    /// <param name="space">The address space, which is told when the pin ends.</param>
    /// <param name="index">The page's index.</param>
    /// <param name="page">The page's handle.</param>
    /// <param name="bytes">The page's bytes.</param>
    public PagePin(AddressSpace<T> space, PageIndex index, PageHandle page, ReadOnlySpan<byte> bytes)
    {
        _space = space;
        Index = index;
        _page = page;
        Bytes = bytes;
    }

    /// <summary>The page's index.</summary>
    public PageIndex Index { get; }

    /// <summary>The page's generation.</summary>
    public long Generation => _page.Generation;

    /// <summary>
    /// The page's bytes, read-only (E19); length is the page size. Another thread may be writing them.
    /// </summary>
    [ViewOf("this")]
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The client's metadata, or null.</summary>
    [AttachedMetadata(MayChange = true)]
    [Borrowed]
    [ViewOf("this")]
    public T? Metadata => Space.GetMetadata(_page);

    /// <summary>
    /// Whether the page has left the cache under this pin (truncate, invalidate, replace): its bytes are those of then
    /// (E13).
    /// </summary>
    public bool IsStale => Space.IsStale(_page);

    /// <summary>Whether the page holds unwritten content at this moment.</summary>
    [DirtyState]
    public bool IsDirty => Space.IsDirty(_page);

    /// <summary>The address space.</summary>
    /// <exception cref="InvalidOperationException">This is a default value and pins nothing.</exception>
    public AddressSpace<T> Space => _space ?? throw new InvalidOperationException("This pin holds no page.");

    /// <summary>
    /// Attaches metadata unless there is some, as one step: one caller wins, all get the winner's (E20).
    /// </summary>
    /// <param name="candidate">What to attach; a loser keeps its own candidate and must end it.</param>
    /// <param name="chargeBytes">Bytes that it takes, counted against the cache's budget (E14); 0 or more.</param>
    /// <returns>The metadata that is attached now.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The charge is negative.</exception>
    [Attaches]
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    [return: Borrowed]
    [return: ViewOf("this")]
    public T GetOrAttach(T candidate, int chargeBytes = 0)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentOutOfRangeException.ThrowIfNegative(chargeBytes);
        return Space.GetMetadata(_page) ?? Space.GetOrAttach(_page, candidate, chargeBytes);
    }

    /// <summary>Locks the page, for metadata changes of more than one step. Waits for whoever holds the lock.</summary>
    /// <returns>The locked page; <see cref="LockedPage{T}.Dispose"/> unlocks it. The pin must live longer.</returns>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    [return: Acquires]
    [return: ViewOf("this")]
    public LockedPage<T> Lock() => Space.Lock(_page);

    /// <summary>
    /// Begins to write the page: exclusive per page, waits for writeback where the address space asks for stable pages,
    /// and sets dirty before the first byte can change (E19).
    /// </summary>
    /// <returns>The writer; <see cref="PageWriter{T}.Dispose"/> ends it. The pin must live longer.</returns>
    /// <exception cref="NotSupportedException">The client writes nothing back: it implements neither form of
    /// <c>IWritePages</c>.</exception>
    /// <exception cref="InvalidOperationException">The page has left the cache (<see cref="IsStale"/>).</exception>
    [NeedsCurrent(nameof(IsStale))]
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    [return: Acquires]
    [return: ViewOf("this")]
    public PageWriter<T> BeginWrite() => new(Space, _page, Space.BeginWrite(_page));

    /// <summary>
    /// Ends the pin. If it was the last on a page that has left the cache, the page's <c>OnRemove</c> runs here (E2).
    /// </summary>
    [EndsLifetime]
    [Effect(Effects.ReentersCache)]
    public void Dispose() => _space?.Unpin(_page);
}
