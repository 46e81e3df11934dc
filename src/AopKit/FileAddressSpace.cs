using AopKit.Files;
using AopKit.Lifetimes;
using Microsoft.Win32.SafeHandles;

namespace AopKit;

/// <summary>
/// A plain file, read and written through a page cache: the first use of the cache, and one that needs no client.
/// </summary>
/// <remarks>
/// Safe on any thread, except that <see cref="SetLength"/> must not run beside reads and writes behind the new end.
/// Nobody else may write the file meanwhile.
/// </remarks>
public sealed class FileAddressSpace : IDisposable, IAsyncDisposable
{
    private readonly SafeFileHandle _file;
    private readonly FileOperations _operations;
    private readonly AddressSpace<NoMetadata> _space;

    private FileAddressSpace(
        SafeFileHandle file, FileOperations operations, AddressSpace<NoMetadata> space, bool canWrite) =>
        (_file, _operations, _space, CanWrite) = (file, operations, space, canWrite);

    /// <summary>The file's pages; a page behind the end is zero. The metadata type says that there is none.</summary>
    public AddressSpace<NoMetadata> Pages => _space;

    /// <summary>Whether the file was opened for writing.</summary>
    public bool CanWrite { get; }

    /// <summary>The file's length in bytes, with what was written and not yet flushed.</summary>
    public long Length => _operations.Length;

    /// <summary>Opens a file through a cache.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="path">The file.</param>
    /// <param name="access">Whether it is read, or read and written. Writing alone is reading and writing: pages are
    /// read first.</param>
    /// <param name="mode">How it is opened. Default: it must exist.</param>
    /// <returns>The open file; dispose it, which writes what is dirty.</returns>
    /// <exception cref="IOException">The file cannot be opened; also the other exceptions of
    /// <see cref="File.OpenHandle"/>.</exception>
    [return: Owned]
    public static FileAddressSpace Open(
        PageCache cache, string path, FileAccess access = FileAccess.Read, FileMode mode = FileMode.Open)
    {
        ArgumentNullException.ThrowIfNull(cache);
        bool canWrite = access.HasFlag(FileAccess.Write);
        SafeFileHandle file = File.OpenHandle(
            path, mode, canWrite ? FileAccess.ReadWrite : FileAccess.Read, FileShare.Read, FileOptions.Asynchronous);
        try
        {
            long length = RandomAccess.GetLength(file);
            var operations = new FileOperations(file, cache.PageSize, length);
            AddressSpace<NoMetadata> space = cache.CreateAddressSpace(
                operations,
                new AddressSpaceOptions
                {
                    Name = Path.GetFileName(path),
                    WritesWholePages = true,

                    // A flat index for a file of which most can be in the cache at once.
                    ExpectedPages = length <= cache.Options.BudgetBytes ? length / cache.PageSize : 0,
                    ReadAheadEnd = () => operations.EndIndex,
                });
            return new FileAddressSpace(file, operations, space, canWrite);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A stream over the file, with a position of its own. Several may be open at once.</summary>
    public PageStream OpenStream() => new(this);

    /// <summary>Copies bytes out of the file.</summary>
    /// <param name="offsetBytes">Offset of the first byte, 0 or more.</param>
    /// <param name="destination">Where to.</param>
    /// <returns>How many bytes were copied: fewer than asked for only at the end of the file.</returns>
    [Effect(Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache)]
    public int Read(long offsetBytes, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offsetBytes);
        destination = destination[..(int)Math.Clamp(Length - offsetBytes, 0, destination.Length)];
        PageCopy.Read(_space, offsetBytes, destination);
        return destination.Length;
    }

    /// <summary>As <see cref="Read"/>, without blocking a thread while the file is read.</summary>
    /// <param name="offsetBytes">Offset of the first byte, 0 or more.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<int> ReadAsync(
        long offsetBytes, Memory<byte> destination, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offsetBytes);
        destination = destination[..(int)Math.Clamp(Length - offsetBytes, 0, destination.Length)];
        await PageCopy.ReadAsync(_space, offsetBytes, destination, cancellation).ConfigureAwait(false);
        return destination.Length;
    }

    /// <summary>
    /// Writes bytes into the file's pages; they reach the file by <see cref="Flush"/>, reclaim or
    /// <see cref="Dispose"/>.
    /// </summary>
    /// <param name="offsetBytes">Offset of the first byte, 0 or more; the file grows if it has to.</param>
    /// <param name="source">The bytes.</param>
    /// <exception cref="NotSupportedException">The file was opened for reading.</exception>
    [Effect(Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache)]
    public void Write(long offsetBytes, ReadOnlySpan<byte> source)
    {
        ThrowIfReadOnly();
        ArgumentOutOfRangeException.ThrowIfNegative(offsetBytes);
        if (source.Length > 0)
        {
            _operations.Extend(checked(offsetBytes + source.Length));
            PageCopy.Write(_space, offsetBytes, source);
        }
    }

    /// <summary>Cuts the file off, or makes it longer with zeros.</summary>
    /// <param name="lengthBytes">The new length.</param>
    /// <exception cref="NotSupportedException">The file was opened for reading.</exception>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public void SetLength(long lengthBytes)
    {
        ThrowIfReadOnly();
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        bool isShorter = lengthBytes < Length;
        _operations.SetLength(lengthBytes);
        if (isShorter)
        {
            _space.Truncate(lengthBytes);
        }

        RandomAccess.SetLength(_file, lengthBytes);
    }

    /// <summary>Writes what is dirty to the file.</summary>
    /// <param name="cursor">Which failed writes the caller has heard of; see <see cref="AddressSpace.Flush"/>.</param>
    /// <exception cref="WritebackException">A write failed; the pages are still dirty.</exception>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public void Flush(WritebackErrorCursor? cursor = null)
    {
        _space.Flush(cursor);
        if (CanWrite && RandomAccess.GetLength(_file) < Length)
        {
            // The end may lie in a hole that no page was written for.
            RandomAccess.SetLength(_file, Length);
        }
    }

    /// <summary>Writes what is dirty and closes the file.</summary>
    /// <exception cref="UnwrittenPagesException">Pages could not be written, and are lost.</exception>
    public void Dispose()
    {
        try
        {
            _space.Dispose();
        }
        finally
        {
            _file.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _space.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _file.Dispose();
        }
    }

    private void ThrowIfReadOnly()
    {
        if (!CanWrite)
        {
            throw new NotSupportedException("The file was opened for reading. Open it with FileAccess.ReadWrite.");
        }
    }
}
