using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// The right to change one page's bytes, held by one thread at a time (E19). Ends with <see cref="Dispose"/>, once.
/// </summary>
/// <remarks>
/// Other writers of the page wait; readers under a pin do not, and see bytes as they change.
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public readonly ref struct PageWriter<T> : IDisposable
    where T : class
{
    private readonly AddressSpace<T>? _space;
    private readonly PageHandle _page;

    /// <summary>
    /// Makes a writer. For implementations of <see cref="AddressSpace{T}"/>, which have begun the write already.
    /// </summary>
    /// <param name="space">The address space, which is told when the write ends.</param>
    /// <param name="page">The page's handle.</param>
    /// <param name="bytes">The page's bytes.</param>
    internal PageWriter(AddressSpace<T> space, PageHandle page, Span<byte> bytes)
    {
        _space = space;
        _page = page;
        Bytes = bytes;
    }

    /// <summary>The page's bytes, to be changed; length is the page size.</summary>
    [ViewOf("this")]
    public Span<byte> Bytes { get; }

    /// <summary>Ends the write: every overlapping <c>TryRead</c> fails, later ones see the new bytes.</summary>
    [EndsLifetime]
    [Effect(Effects.ReentersCache)]
    public void Dispose() => _space?.EndWrite(_page);
}
