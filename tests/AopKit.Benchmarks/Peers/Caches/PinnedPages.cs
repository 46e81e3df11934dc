using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>AopKit, by pins.</summary>
internal readonly struct PinnedPages(AddressSpace<Note> space) : IPageCacheUnderTest
{
    public bool TryReadEight(long key, out ulong value)
    {
        if (space.TryPin(new PageIndex(key), out PagePin<Note> page))
        {
            value = PageContent.ReadEight(page.Bytes);
            page.Dispose();
            return true;
        }

        value = 0;
        return false;
    }

    public bool TryCopy(long key, Span<byte> destination)
    {
        if (space.TryPin(new PageIndex(key), out PagePin<Note> page))
        {
            page.Bytes.CopyTo(destination);
            page.Dispose();
            return true;
        }

        return false;
    }

    public ulong ReadOrFill(long key)
    {
        using PagePin<Note> page = space.Pin(new PageIndex(key));
        return PageContent.ReadEight(page.Bytes);
    }

    public void Remove(long key) => space.TryEvict(new PageIndex(key));
}
