using AopKit.Samples.Btrfs.Files;

namespace AopKit.Samples.Btrfs;

/// <summary>An open file. Any thread may read it; dispose it once.</summary>
public sealed class BtrfsFile : IDisposable
{
    // Pages that one miss fills at most: one read of the device and one unpacking for all of them, and still few enough
    // that several readers fit into a cache of 64 pages.
    private const int RunPages = 16;

    private readonly FileSpaces _spaces;
    private readonly OpenFile _file;
    private bool _isClosed;

    internal BtrfsFile(FileSpaces spaces, OpenFile file)
    {
        _spaces = spaces;
        _file = file;
    }

    /// <summary>What the inode says.</summary>
    public BtrfsInode Inode => _file.Inode;

    /// <summary>The bytes of content.</summary>
    public long Length => _file.Inode.Size;

    /// <summary>The file's pages.</summary>
    public AddressSpace<NoMetadata> Space => _file.Space;

    /// <summary>Reads from a position of the file.</summary>
    /// <param name="offset">The first byte; 0 or more.</param>
    /// <param name="destination">Where to.</param>
    /// <returns>The bytes read: fewer than asked for only at the end of the file.</returns>
    /// <exception cref="Devices.ImageCorruptException">What the range needs breaks a rule.</exception>
    /// <exception cref="BudgetExceededException">No page can be had.</exception>
    public int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ObjectDisposedException.ThrowIf(_isClosed, this);
        int wanted = (int)Math.Min(destination.Length, Math.Max(0, Length - offset));
        int pageBytes = Space.PageSize;
        int read = 0;
        while (read < wanted)
        {
            long at = offset + read;
            PageIndex index = PageIndex.FromOffset(at, pageBytes);
            if (!Space.Contains(index))
            {
                PageIndex last = PageIndex.FromOffset(offset + wanted - 1, pageBytes);
                Space.Prefetch(new PageRange(index, Math.Min(RunPages, last - index + 1)));
            }

            // The run may have ended early, or the page be gone again: the pin fills it if so, and says what is wrong.
            using PagePin<NoMetadata> page = Space.Pin(index);
            int inPage = (int)(at % pageBytes);
            int count = Math.Min(pageBytes - inPage, wanted - read);
            page.Bytes.Slice(inPage, count).CopyTo(destination[read..]);
            read += count;
        }

        return wanted;
    }

    /// <summary>Closes the file. Its pages may stay in the cache for the next who opens it.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _spaces.Close(_file);
        }
    }
}
