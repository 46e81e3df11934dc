using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// A page that has left the cache: no lookup finds it and no pin on it exists (E2). Valid during the callback.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public readonly ref struct RemovedPage<T>
    where T : class
{
    private readonly AddressSpace<T>? _space;

    /// <summary>Makes one, for engines and for tests of a client.</summary>
    /// <param name="space">The address space, or null in a test that has none.</param>
    /// <param name="index">The index at which the page stood.</param>
    /// <param name="generation">The page's generation.</param>
    /// <param name="bytes">The bytes as they were last.</param>
    /// <param name="metadata">The metadata that was still attached, or null.</param>
    public RemovedPage(AddressSpace<T>? space, PageIndex index, long generation, ReadOnlySpan<byte> bytes, T? metadata)
    {
        _space = space;
        Index = index;
        Generation = generation;
        Bytes = bytes;
        Metadata = metadata;
    }

    /// <summary>
    /// The address space. Still there: its final <c>Release</c> comes after the last <c>OnRemove</c> (E10).
    /// </summary>
    /// <exception cref="InvalidOperationException">The page was made without one.</exception>
    public AddressSpace<T> Space =>
        _space ?? throw new InvalidOperationException("This page was made without a space.");

    /// <summary>The index at which the page stood.</summary>
    public PageIndex Index { get; }

    /// <summary>The page's generation: tells it from another that may stand at the index already (E3).</summary>
    public long Generation { get; }

    /// <summary>
    /// The bytes as they were last; readable until the callback returns. Undefined after a failed fill.
    /// </summary>
    [ViewOf("this")]
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The metadata that was still attached, or null. It is the client's from now on.</summary>
    [Owned]
    public T? Metadata { get; }
}
