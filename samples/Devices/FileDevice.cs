using Microsoft.Win32.SafeHandles;

namespace AopKit.Samples.Devices;

/// <summary>A device in a file, read and written at positions, so that threads share no seek pointer.</summary>
public sealed class FileDevice : IDevice
{
    private readonly SafeFileHandle _file;

    /// <summary>Opens the raw image <paramref name="path"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="access">Reading only, or writing too. A file that is only written makes no device.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public FileDevice(string path, FileAccess access = FileAccess.Read)
        : this(
            File.OpenHandle(path, FileMode.Open, access | FileAccess.Read, FileShare.ReadWrite),
            access.HasFlag(FileAccess.Write))
    {
    }

    /// <summary>Takes <paramref name="file"/> over: disposing the device closes it.</summary>
    internal FileDevice(SafeFileHandle file, bool canWrite)
    {
        _file = file;
        CanWrite = canWrite;
        Length = RandomAccess.GetLength(file);
    }

    /// <inheritdoc/>
    public long Length { get; }

    /// <inheritdoc/>
    public bool CanWrite { get; }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination)
    {
        DeviceRange.ThrowIfOutside(Length, offset, destination.Length);
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(_file, destination, offset);
            if (read == 0)
            {
                throw new EndOfStreamException(
                    $"The image file became shorter than {Length} bytes; it ends at {offset}.");
            }

            destination = destination[read..];
            offset += read;
        }
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        ThrowIfReadOnly();
        DeviceRange.ThrowIfOutside(Length, offset, source.Length);
        RandomAccess.Write(_file, source, offset);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        ThrowIfReadOnly();
        RandomAccess.FlushToDisk(_file);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void ThrowIfReadOnly()
    {
        if (!CanWrite)
        {
            throw new NotSupportedException("The image was opened for reading; open it with FileAccess.ReadWrite.");
        }
    }
}
