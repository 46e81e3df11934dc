using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// A MemoryMappedFile whose pages are all there, by its pointer: no lookup, no pin, no eviction that it could be told
/// of.
/// </summary>
internal readonly unsafe struct MappedPages(nint start) : IPageCacheUnderTest
{
    public bool TryReadEight(long key, out ulong value)
    {
        value = PageContent.ReadEight(Page(key));
        return true;
    }

    public bool TryCopy(long key, Span<byte> destination)
    {
        Page(key).CopyTo(destination);
        return true;
    }

    public ulong ReadOrFill(long key) => PageContent.ReadEight(Page(key));

    public void Remove(long key) => throw new NotSupportedException("A mapping's pages leave when the system says so.");

    private ReadOnlySpan<byte> Page(long key) =>
        new((byte*)start + (key * PageContent.PageSize), PageContent.PageSize);
}
