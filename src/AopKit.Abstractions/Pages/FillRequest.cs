using AopKit.Lifetimes;

namespace AopKit;

/// <summary>An absent page that a client fills asynchronously.</summary>
/// <remarks>
/// <see cref="Bytes"/> is valid until the task that the callback returned ends; the engine's memory throws afterwards.
/// Safe on any thread; the client sees to it that its own tasks do not write the same bytes at once.
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public readonly struct FillRequest<T>
    where T : class
{
    private readonly AddressSpace<T>? _space;
    private readonly Action<T, int>? _attach;

    /// <summary>Makes one, for engines and for tests of a client.</summary>
    /// <param name="space">The address space, or null in a test that has none.</param>
    /// <param name="index">The page's index.</param>
    /// <param name="generation">The page's generation.</param>
    /// <param name="bytes">The bytes to fill; length is the page size.</param>
    /// <param name="attach">What attaches metadata with its charge; null if the test attaches none.</param>
    public FillRequest(
        AddressSpace<T>? space, PageIndex index, long generation, Memory<byte> bytes, Action<T, int>? attach = null)
    {
        _space = space;
        Index = index;
        Generation = generation;
        Bytes = bytes;
        _attach = attach;
    }

    /// <summary>The address space.</summary>
    /// <exception cref="InvalidOperationException">The request was made without one.</exception>
    public AddressSpace<T> Space =>
        _space ?? throw new InvalidOperationException("This request was made without a space.");

    /// <summary>The page's index.</summary>
    public PageIndex Index { get; }

    /// <summary>The page's generation.</summary>
    public long Generation { get; }

    /// <summary>The bytes to fill, zeroed before (E21); length is the page size.</summary>
    [ViewOf("this")]
    public Memory<byte> Bytes { get; }

    /// <inheritdoc cref="FillPage{T}.Attach"/>
    [Attaches]
    public void Attach(T metadata, int chargeBytes = 0)
    {
        if (_attach is null)
        {
            throw new InvalidOperationException("This request was made without a place for metadata.");
        }

        _attach(metadata, chargeBytes);
    }
}
