using System.Runtime.InteropServices;

namespace AopKit.Benchmarks.Peers.Workloads;

/// <summary>What a fill puts into a page: the same for every contestant.</summary>
internal static class PageContent
{
    public const int PageSize = 4096;

    private static readonly byte[] s_source = MakeSource();

    /// <summary>Copies a whole page out of the processor's cache, as a device that answers at once would.</summary>
    public static void Fill(Span<byte> page, long key)
    {
        s_source.CopyTo(page);
        Stamp(page, key);
    }

    /// <summary>Writes the first eight bytes of a page of zeros.</summary>
    public static void Stamp(Span<byte> page, long key) => MemoryMarshal.Write(page, key);

    public static ulong ReadEight(ReadOnlySpan<byte> page) => MemoryMarshal.Read<ulong>(page);

    private static byte[] MakeSource()
    {
        byte[] source = new byte[PageSize];
        new Random(PageSize).NextBytes(source);
        return source;
    }
}
