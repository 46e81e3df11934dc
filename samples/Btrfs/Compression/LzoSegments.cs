using System.Buffers.Binary;

namespace AopKit.Samples.Btrfs.Compression;

/// <summary>Unpacks how btrfs files LZO: sector by sector, each a stream of its own.</summary>
/// <remarks>
/// <code>
///   total length (4 bytes, includes itself) | length (4) | stream | length (4) | stream | …
/// </code>
/// Each stream unpacks to one sector, the last perhaps to less. A length never crosses the border of a sector of the
/// packed extent: if fewer than four bytes are left before it, they are skipped.
/// </remarks>
internal static class LzoSegments
{
    private const int LengthBytes = 4;

    /// <summary>Unpacks the segments.</summary>
    /// <param name="source">The packed extent; bytes after its total length are padding.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="sectorBytes">The file system's sector size.</param>
    /// <returns>The bytes written.</returns>
    /// <exception cref="CompressedDataException">The extent is damaged.</exception>
    public static int Unpack(ReadOnlySpan<byte> source, Span<byte> destination, int sectorBytes)
    {
        uint total = ReadLength(source, 0);
        if (total < LengthBytes || total > source.Length)
        {
            throw Damaged($"its total length {total} is not {LengthBytes} to {source.Length}");
        }

        source = source[..(int)total];
        int read = LengthBytes;
        int written = 0;
        while (read < source.Length && written < destination.Length)
        {
            int leftInSector = sectorBytes - (read % sectorBytes);
            if (leftInSector < LengthBytes)
            {
                read += leftInSector;
            }

            uint length = ReadLength(source, read);
            read += LengthBytes;
            if (length == 0 || length > source.Length - read)
            {
                throw Damaged($"a segment at byte {read} has {length} bytes; 1 to {source.Length - read} are left");
            }

            int room = Math.Min(sectorBytes, destination.Length - written);
            written += Lzo1x.Unpack(source.Slice(read, (int)length), destination.Slice(written, room));
            read += (int)length;
        }

        return written;
    }

    private static uint ReadLength(ReadOnlySpan<byte> source, int at) => source.Length - at >= LengthBytes
        ? BinaryPrimitives.ReadUInt32LittleEndian(source[at..])
        : throw Damaged($"it ends within a length at byte {at}");

    private static CompressedDataException Damaged(string what) => new($"its LZO segments are damaged: {what}");
}
