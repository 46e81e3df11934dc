using System.Buffers;
using System.IO.Compression;
using AopKit.Samples.Btrfs.Format.Items;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace AopKit.Samples.Btrfs.Compression;

/// <summary>Unpacks an extent into a buffer of its unpacked size; what the stream leaves is zeros.</summary>
/// <remarks>
/// A stream may end early and cleanly: only the bytes of the file are packed, and the extent is rounded up to sectors.
/// One that would give more than the buffer holds is damaged. No method allocates by a number in the stream.
/// </remarks>
internal static class ExtentUnpacker
{
    // btrfs packs at most 128 KiB, and so do its windows; a larger one would make the decoder allocate it.
    private const int WindowLog = 17;

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
        using var packed = new MemoryStream(source.Array!, source.Offset, source.Count, writable: false);
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
        catch (InvalidDataException error)
        {
            throw new CompressedDataException($"its zlib stream is damaged: {error.Message.TrimEnd('.')}");
        }
    }

    private static int UnpackZstd(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        using var stream = new Decompressor();
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, WindowLog);
        int read = 0;
        int written = 0;
        try
        {
            while (true)
            {
                OperationStatus status = stream.UnwrapStream(
                    source[read..], destination[written..], out int consumed, out int produced);
                read += consumed;
                written += produced;
                if (status == OperationStatus.Done)
                {
                    return written;
                }

                if (consumed == 0 && produced == 0)
                {
                    throw new CompressedDataException(
                        written == destination.Length
                            ? $"its zstd stream unpacks to more than {destination.Length} bytes"
                            : $"its zstd stream ends early at byte {read}");
                }
            }
        }
        catch (ZstdException error)
        {
            throw new CompressedDataException($"its zstd stream is damaged: {error.Message}");
        }
    }
}
