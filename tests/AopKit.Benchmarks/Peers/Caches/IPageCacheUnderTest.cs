namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// A cache of 4 KiB pages, as the contests use it. Implemented by structs, so that the loop around each is compiled for
/// it alone, and no call of this interface is in the figures.
/// </summary>
internal interface IPageCacheUnderTest
{
    /// <summary>Reads the first eight bytes of a page in place, if the cache has it.</summary>
    bool TryReadEight(long key, out ulong value);

    /// <summary>Copies a whole page out, if the cache has it.</summary>
    bool TryCopy(long key, Span<byte> destination);

    /// <summary>Reads the first eight bytes of a page; fills it first if the cache has it not.</summary>
    ulong ReadOrFill(long key);

    /// <summary>Takes a page out.</summary>
    void Remove(long key);
}
