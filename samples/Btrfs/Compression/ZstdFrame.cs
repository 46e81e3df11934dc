using System.Buffers.Binary;

namespace AopKit.Samples.Btrfs.Compression;

/// <summary>
/// Finds where a Zstandard frame ends (RFC 8878, section 3.1.1): in an extent, padding follows it, which a decoder
/// would take for the beginning of another frame.
/// </summary>
/// <remarks>
/// <code>
///   magic (4) | descriptor (1) | window (0 or 1) | dictionary (0 to 4) | content size (0 to 8)
///   | block header (3) | block | … | checksum (0 or 4)
/// </code>
/// </remarks>
internal static class ZstdFrame
{
    private const uint Magic = 0xFD2FB528;
    private const int BlockHeaderBytes = 3;
    private const int RunBlock = 1;
    private const int ReservedBlock = 3;

    /// <summary>The bytes of the one frame that <paramref name="source"/> begins with.</summary>
    /// <exception cref="CompressedDataException">There is none, or it ends behind the source.</exception>
    public static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> source)
    {
        if (source.Length < 5 || BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic)
        {
            throw Damaged("it does not begin with a frame");
        }

        byte descriptor = source[4];
        long at = HeaderBytes(descriptor);
        bool isLast = false;
        while (!isLast)
        {
            if (at > source.Length - BlockHeaderBytes)
            {
                throw Damaged($"it ends before the block at byte {at}");
            }

            ReadOnlySpan<byte> header = source[(int)at..];
            int value = header[0] | header[1] << 8 | header[2] << 16;
            isLast = (value & 1) != 0;
            int type = value >> 1 & 3;
            if (type == ReservedBlock)
            {
                throw Damaged($"the block at byte {at} has a reserved type");
            }

            at += BlockHeaderBytes + (type == RunBlock ? 1 : value >> 3);
        }

        at += (descriptor & 4) != 0 ? sizeof(uint) : 0;
        return at <= source.Length
            ? source[..(int)at]
            : throw Damaged($"it has {source.Length} bytes, but its frame {at}");
    }

    private static int HeaderBytes(byte descriptor)
    {
        bool isSingleSegment = (descriptor & 0x20) != 0;
        int dictionaryBytes = (descriptor & 3) switch { 0 => 0, 1 => 1, 2 => 2, _ => 4 };
        int contentSizeBytes = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        return sizeof(uint) + 1 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes;
    }

    private static CompressedDataException Damaged(string what) => new($"its zstd stream is damaged: {what}");
}
