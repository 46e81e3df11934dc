using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format.Items;

/// <summary>How file content is kept. Values as on disk.</summary>
internal enum ExtentKind : byte
{
    /// <summary>In the leaf itself.</summary>
    Inline = 0,

    /// <summary>On the device, or nowhere (a hole, if the address is 0).</summary>
    Regular = 1,

    /// <summary>Reserved on the device but never written: reads as zeros.</summary>
    Preallocated = 2,
}

/// <summary>How an extent is packed. Values as on disk.</summary>
internal enum Packing : byte
{
    None = 0,
    Zlib = 1,
    Lzo = 2,
    Zstd = 3,
}

/// <summary>A range of a file, and where its bytes come from.</summary>
/// <param name="FileOffset">The first byte in the file.</param>
/// <param name="Length">The bytes of the file that it gives.</param>
/// <param name="Kind">How they are kept.</param>
/// <param name="Packing">How they are packed.</param>
/// <param name="DiskAddress">The logical address of the extent; 0 is a hole.</param>
/// <param name="DiskLength">Its bytes on the device, packed.</param>
/// <param name="UnpackedLength">Its bytes unpacked.</param>
/// <param name="Skip">How many of these come before the first that belongs to this range.</param>
internal readonly record struct FileExtent(
    long FileOffset,
    long Length,
    ExtentKind Kind,
    Packing Packing,
    long DiskAddress,
    long DiskLength,
    long UnpackedLength,
    long Skip)
{
    public const string Name = "file extent";

    /// <summary>Where the content of an inline extent begins in its item.</summary>
    public const int InlineAt = 21;

    /// <summary>The most that a packed extent may unpack to, and so the size of the one buffer it needs.</summary>
    public const int PackedLimit = 128 * 1024;

    private const int RegularBytes = 53;

    public long FileEnd => FileOffset + Length;

    public bool IsZeros => Kind == ExtentKind.Preallocated || (Kind == ExtentKind.Regular && DiskAddress == 0);

    /// <summary>Reads an extent item.</summary>
    /// <exception cref="ImageCorruptException">A rule is broken.</exception>
    /// <exception cref="ImageUnsupportedException">It is encrypted, encoded, or packed by an unknown
    /// method.</exception>
    public static FileExtent Parse(Structure item, BtrfsKey key, int sectorBytes)
    {
        item.Require(
            key.Offset <= long.MaxValue && key.Offset % (uint)sectorBytes == 0,
            $"its file position {key.Offset} is no multiple of the sector size {sectorBytes}");
        ulong unpacked = item.U64(8);
        byte packing = item.U8(16);
        byte kind = item.U8(20);
        Refuse(packing > (byte)Packing.Zstd, $"a file extent has the unknown compression {packing}");
        Refuse(item.U8(17) != 0, $"a file extent has the encryption {item.U8(17)}");
        Refuse(item.U16(18) != 0, $"a file extent has the encoding {item.U16(18)}");
        item.Require(kind <= (byte)ExtentKind.Preallocated, $"its type {kind} is unknown");
        item.Require(
            packing == 0 || unpacked <= PackedLimit, $"it unpacks to {unpacked} bytes; {PackedLimit} is the limit");

        return (ExtentKind)kind == ExtentKind.Inline
            ? ParseInline(item, (long)key.Offset, unpacked, (Packing)packing)
            : ParseRegular(item, (long)key.Offset, (ExtentKind)kind, (Packing)packing, sectorBytes);
    }

    private static FileExtent ParseInline(Structure item, long fileOffset, ulong unpacked, Packing packing)
    {
        int packed = item.Length - InlineAt;
        item.Require(fileOffset == 0, $"it is inline but begins at {fileOffset} of the file");
        item.Require(packing == Packing.None || packed > 0, $"it is inline and packed, but empty");
        item.Require(
            packing != Packing.None || unpacked == (ulong)packed,
            $"it is inline and says that it has {unpacked} bytes, but its item holds {packed}");
        return new FileExtent(
            fileOffset, (long)unpacked, ExtentKind.Inline, packing, 0, packed, (long)unpacked, 0);
    }

    private static FileExtent ParseRegular(
        Structure item, long fileOffset, ExtentKind kind, Packing packing, int sectorBytes)
    {
        item.Require(item.Length == RegularBytes, $"it has {item.Length} bytes instead of {RegularBytes}");
        var extent = new FileExtent(
            fileOffset,
            item.AlignedOffset(45, "length", sectorBytes),
            kind,
            packing,
            item.AlignedOffset(21, "disk address", sectorBytes),
            item.AlignedOffset(29, "disk length", sectorBytes),
            item.AlignedOffset(8, "unpacked length", sectorBytes),
            item.AlignedOffset(37, "offset", sectorBytes));
        item.Require(
            extent.Length > 0 && extent.Length <= long.MaxValue - fileOffset,
            $"its {extent.Length} bytes at {fileOffset} of the file are no range");
        if (extent.IsZeros)
        {
            return extent;
        }

        bool isPacked = packing != Packing.None;
        item.Require(
            !isPacked || extent.DiskLength is > 0 and <= PackedLimit,
            $"its {extent.DiskLength} packed bytes are not 1 to {PackedLimit}");
        long available = isPacked ? extent.UnpackedLength : extent.DiskLength;
        item.Require(
            extent.Skip <= available && extent.Length <= available - extent.Skip,
            $"it takes {extent.Length} bytes from {extent.Skip}, but there are {available}");
        item.Require(
            extent.DiskLength <= long.MaxValue - extent.DiskAddress,
            $"its {extent.DiskLength} bytes at {extent.DiskAddress} are no range");
        return extent;
    }

    private static void Refuse(bool condition, string feature)
    {
        if (condition)
        {
            throw new ImageUnsupportedException(feature);
        }
    }
}
