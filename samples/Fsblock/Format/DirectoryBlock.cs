using System.Buffers.Binary;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Fsblock.Format;

/// <summary>
/// Goes through the entries of one block of a directory. Each entry says how far the next one is, so every step is
/// checked: at least its own header and name forward, on a multiple of four, and never over the end of the block.
/// </summary>
/// <param name="block">The bytes of the block.</param>
/// <param name="superblock">The shape of the file system.</param>
/// <param name="address">Where the block lies on the device.</param>
internal ref struct DirectoryBlock(ReadOnlySpan<byte> block, Superblock superblock, long address)
{
    private const int HeaderBytes = 8;
    private const int SmallestEntry = 12;
    private const int LongestName = 255;

    private readonly ReadOnlySpan<byte> _block = block;
    private int _next;

    /// <summary>The inode that the current entry names.</summary>
    public uint Inode { get; private set; }

    /// <summary>Its name.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Goes to the next entry in use; those of deleted files, and hash trees, look like unused ones.</summary>
    /// <returns>False at the end of the block.</returns>
    /// <exception cref="ImageCorruptException">An entry breaks a rule.</exception>
    public bool MoveNext()
    {
        while (_next < _block.Length)
        {
            ReadOnlySpan<byte> entry = _block[_next..];
            int length = LengthOf(entry);
            Inode = BinaryPrimitives.ReadUInt32LittleEndian(entry);
            if (Inode != 0)
            {
                Name = NameOf(entry[..length]);
                _next += length;
                return true;
            }

            _next += length;
        }

        return false;
    }

    private readonly int LengthOf(ReadOnlySpan<byte> entry)
    {
        if (entry.Length < SmallestEntry)
        {
            throw Broken($"{entry.Length} bytes at the end of a block are too few for an entry");
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(entry[4..]);
        return length >= SmallestEntry && length % 4 == 0 && length <= entry.Length
            ? length
            : throw Broken($"its length must be a multiple of 4 from {SmallestEntry} to {entry.Length}, not {length}");
    }

    private readonly ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> entry)
    {
        // Without the feature the byte of the type is the upper one of a length that never exceeds 255.
        int length = superblock.Features.HasFileType ? entry[6] : BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]);
        int room = Math.Min(LongestName, entry.Length - HeaderBytes);
        if (length == 0 || length > room)
        {
            throw Broken($"a name must have 1 to {room} bytes here, not {length}");
        }

        ReadOnlySpan<byte> name = entry.Slice(HeaderBytes, length);
        if (name.ContainsAny((byte)0, (byte)'/'))
        {
            throw Broken("a name must not contain a zero byte or a slash");
        }

        return Inode <= superblock.InodeCount
            ? name
            : throw Broken($"it names inode {Inode} of {superblock.InodeCount}");
    }

    private readonly ImageCorruptException Broken(string rule) => new("directory entry", address + _next, rule);
}
