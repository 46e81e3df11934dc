using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// A pin that may cross an <c>await</c> and be stored. Ends with <see cref="Dispose"/>, once; copies are the same
/// claim.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
[MustCall(nameof(Dispose))]
public readonly struct PageLease<T> : IDisposable
    where T : class
{
    private readonly AddressSpace<T>? _space;
    private readonly PageHandle _page;

    /// <summary>
    /// Makes a lease. For implementations of <see cref="AddressSpace{T}"/>, which have counted it already.
    /// </summary>
    /// <param name="space">The address space, which is told when the lease ends.</param>
    /// <param name="index">The page's index.</param>
    /// <param name="page">The page's handle.</param>
    public PageLease(AddressSpace<T> space, PageIndex index, PageHandle page)
    {
        _space = space;
        Index = index;
        _page = page;
    }

    /// <summary>The page's index.</summary>
    public PageIndex Index { get; }

    /// <summary>The page's generation.</summary>
    public long Generation => _page.Generation;

    /// <inheritdoc cref="PagePin{T}.Space"/>
    public AddressSpace<T> Space => _space ?? throw new InvalidOperationException("This lease holds no page.");

    /// <inheritdoc cref="PagePin{T}.Bytes"/>
    [ViewOf("this")]
    public ReadOnlySpan<byte> Bytes => Space.GetBytes(_page);

    /// <inheritdoc cref="PagePin{T}.Metadata"/>
    [AttachedMetadata(MayChange = true)]
    [Borrowed]
    [ViewOf("this")]
    public T? Metadata => Space.GetMetadata(_page);

    /// <inheritdoc cref="PagePin{T}.IsStale"/>
    public bool IsStale => Space.IsStale(_page);

    /// <inheritdoc cref="PagePin{T}.IsDirty"/>
    [DirtyState]
    public bool IsDirty => Space.IsDirty(_page);

    /// <inheritdoc cref="PagePin{T}.GetOrAttach"/>
    [Attaches]
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    [return: Borrowed]
    [return: ViewOf("this")]
    public T GetOrAttach(T candidate, int chargeBytes = 0)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentOutOfRangeException.ThrowIfNegative(chargeBytes);
        return Space.GetOrAttach(_page, candidate, chargeBytes);
    }

    /// <inheritdoc cref="PagePin{T}.Lock"/>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    [return: Acquires]
    [return: ViewOf("this")]
    public LockedPage<T> Lock() => Space.Lock(_page);

    /// <inheritdoc cref="PagePin{T}.BeginWrite"/>
    [NeedsCurrent(nameof(IsStale))]
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    [return: Acquires]
    [return: ViewOf("this")]
    public PageWriter<T> BeginWrite() => new(Space, _page, Space.BeginWrite(_page));

    /// <inheritdoc cref="PagePin{T}.Dispose"/>
    [EndsLifetime]
    [Effect(Effects.ReentersCache)]
    public void Dispose() => _space?.Unpin(_page);
}
