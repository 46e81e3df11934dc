using System.IO.Compression;
using AopKit.Samples.Btrfs.Format.Items;
using ZstdSharp;

namespace AopKit.Samples.Btrfs.Compression;

/// <summary>Unpacks an extent into a buffer of its unpacked size; what the stream leaves is zeros.</summary>
/// <remarks>
/// A stream may end early and cleanly: only the bytes of the file are packed, and the extent is rounded up to sectors.
/// One that would give more than the buffer holds is damaged. No method allocates by a number in the stream.
/// </remarks>
internal static class ExtentUnpacker
{
    /// <summary>Unpacks <paramref name="source"/>; what follows the stream in it is padding.</summary>
    /// <exception cref="CompressedDataException">The stream is damaged.</exception>
    public static void Unpack(
        Packing packing, ArraySegment<byte> source, Span<byte> destination, int sectorBytes)
    {
        int written = packing switch
        {
            Packing.Zlib => UnpackZlib(source, destination),
            Packing.Lzo => LzoSegments.Unpack(source, destination, sectorBytes),
            Packing.Zstd => UnpackZstd(source, destination),
            _ => throw new ArgumentOutOfRangeException(nameof(packing), packing, "Not a packed extent."),
        };
        destination[written..].Clear();
    }

    private static int UnpackZlib(ArraySegment<byte> source, Span<byte> destination)
    {
        using var packed = new WholeStream(source);
        using var stream = new ZLibStream(packed, CompressionMode.Decompress);
        try
        {
            int written = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);

            // One byte more, to see the end: it is there that the stream's checksum is compared.
            Span<byte> more = stackalloc byte[1];
            return stream.Read(more) == 0
                ? written
                : throw new CompressedDataException($"its zlib stream unpacks to more than {destination.Length} bytes");
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // The second comes for a stream that asks for a dictionary.
            throw new CompressedDataException($"its zlib stream is damaged: {error.Message.TrimEnd('.')}");
        }
    }

    // In one go the decoder writes straight to the destination and needs no window, whatever size the frame asks for.
    private static int UnpackZstd(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<byte> frame = ZstdFrame.Take(source);
        using var decoder = new Decompressor();
        try
        {
            return decoder.Unwrap(frame, destination);
        }
        catch (ZstdException error)
        {
            throw new CompressedDataException($"its zstd stream is damaged: {error.Message}");
        }
    }
}
