using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>AopKit, without pins as long as the page is there: reads are validated afterwards.</summary>
internal readonly struct OptimisticPages(AddressSpace<Note> space) : IPageCacheUnderTest
{
    public bool TryReadEight(long key, out ulong value) => space.TryReadValue(new PageIndex(key), 0, out value);

    public bool TryCopy(long key, Span<byte> destination) => space.TryCopy(new PageIndex(key), 0, destination);

    public ulong ReadOrFill(long key)
    {
        if (TryReadEight(key, out ulong value))
        {
            return value;
        }

        using PagePin<Note> page = space.Pin(new PageIndex(key));
        return PageContent.ReadEight(page.Bytes);
    }

    public void Remove(long key) => space.TryEvict(new PageIndex(key));
}
