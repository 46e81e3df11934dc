using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace AopKit.Samples.Devices;

/// <summary>
/// Opens a file-system image: raw in place, <c>.gz</c> and <c>.br</c> by unpacking into a temporary file that goes
/// when the device is disposed. Nothing but one copy buffer is ever held in memory.
/// </summary>
public static class ImageFile
{
    /// <summary>What a packed image may unpack to. A few kilobytes can claim to be petabytes.</summary>
    public const long MaximumUnpackedBytes = 64L << 30;

    private const int CopyBytes = 64 * 1024;

    /// <summary>Opens the image at <paramref name="path"/>.</summary>
    /// <param name="path">The file; its extension says how it is packed.</param>
    /// <param name="access">
    /// What a raw image is opened for. A packed one can always be written, as only its temporary copy changes.
    /// </param>
    /// <returns>The device; disposing it closes and, if it was packed, deletes the copy.</returns>
    /// <exception cref="IOException">The file cannot be opened, or the copy not written.</exception>
    /// <exception cref="InvalidDataException">The packed stream is damaged or too large.</exception>
    public static IDevice Open(string path, FileAccess access = FileAccess.Read) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".gz" => Unpack(path, static file => new GZipStream(file, CompressionMode.Decompress)),
            ".br" => Unpack(path, static file => new BrotliStream(file, CompressionMode.Decompress)),
            _ => new FileDevice(path, access),
        };

    private static FileDevice Unpack(string path, Func<Stream, Stream> decompress)
    {
        using FileStream packed = File.OpenRead(path);
        using Stream content = decompress(packed);
        SafeFileHandle copy = CreateTemporary();
        try
        {
            Copy(content, copy);
            return new FileDevice(copy, canWrite: true);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // The second is what BrotliStream throws for a stream that is no Brotli.
            copy.Dispose();
            throw new InvalidDataException($"'{path}' is damaged: {exception.Message}", exception);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private static SafeFileHandle CreateTemporary()
    {
        string path = Path.Combine(Path.GetTempPath(), $"aopkit-{Guid.NewGuid():N}.img");
        return File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);
    }

    // Images are mostly zeros; leaving them out keeps the copy sparse, and the disk is written for what is there.
    private static void Copy(Stream content, SafeFileHandle copy)
    {
        byte[] buffer = new byte[CopyBytes];
        long length = 0;
        int read;
        while ((read = content.ReadAtLeast(buffer, CopyBytes, throwOnEndOfStream: false)) > 0)
        {
            if (length + read > MaximumUnpackedBytes)
            {
                throw new InvalidDataException($"it unpacks to more than {MaximumUnpackedBytes} bytes.");
            }

            ReadOnlySpan<byte> chunk = buffer.AsSpan(0, read);
            if (chunk.ContainsAnyExcept((byte)0))
            {
                RandomAccess.Write(copy, chunk, length);
            }

            length += read;
        }

        RandomAccess.SetLength(copy, length);
    }
}
