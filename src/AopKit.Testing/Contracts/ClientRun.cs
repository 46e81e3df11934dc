using System.Collections.Concurrent;

namespace AopKit.Testing.Contracts;

internal delegate void UsePage<T>(PagePin<T> pin)
    where T : class;

/// <summary>One address space of a client on a cache of its own, and what its pages held at first.</summary>
internal sealed class ClientRun<T>(
    PageCache cache, AddressSpace<T> space, IReadOnlyList<PageIndex> pages,
    ConcurrentQueue<CallbackFailure> failures, UsePage<T> use, Action<AddressSpace<T>, PageIndex, byte> write)
    : IDisposable
    where T : class
{
    private readonly Dictionary<PageIndex, byte[]> _content = [];

    public PageCache Cache { get; } = cache;

    public AddressSpace<T> Space { get; } = space;

    public IReadOnlyList<PageIndex> Pages { get; } = pages.Count >= 2
        ? pages
        : throw new ArgumentException("The suite needs two pages or more.", nameof(pages));

    /// <summary>Reads a page, and keeps what it holds.</summary>
    public void Remember(PageIndex page) => _content[page] = Read(page);

    public void RememberAll()
    {
        foreach (PageIndex page in Pages)
        {
            Remember(page);
        }
    }

    /// <summary>Reads a page again: it must hold the same.</summary>
    public void Compare(PageIndex page)
    {
        byte[] now = Read(page);
        if (!now.AsSpan().SequenceEqual(_content[page]))
        {
            throw new ContractViolationException(
                "C6", $"Page {page} of '{Space.Name}' holds something else than when it was first read.");
        }
    }

    public void CompareAll()
    {
        foreach (PageIndex page in Pages)
        {
            Compare(page);
        }
    }

    public void Write(PageIndex page, byte value) => write(Space, page, value);

    /// <summary>Ends the space, and throws what its callbacks have been found to do.</summary>
    public void End()
    {
        Space.Dispose();
        ThrowIfAnyFailed();
        Cache.CheckIntegrity();
    }

    public void ThrowIfAnyFailed()
    {
        if (failures.TryPeek(out CallbackFailure? failure))
        {
            throw new ContractViolationException(
                failure.Clause,
                $"{failure.Callback} for page {failure.Index} of '{failure.SpaceName}': {failure.Exception.Message}");
        }
    }

    public void Dispose() => Cache.Dispose();

    private byte[] Read(PageIndex page)
    {
        using PagePin<T> pin = Space.Pin(page);
        use(pin);
        return pin.Bytes.ToArray();
    }
}
