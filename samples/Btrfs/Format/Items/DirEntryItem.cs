namespace AopKit.Samples.Btrfs.Format.Items;

/// <summary>One name in a directory, or one extended attribute: a key, a name and data.</summary>
/// <param name="Location">The key of what the name stands for.</param>
/// <param name="Kind">The type of file.</param>
/// <param name="NameBytes">The name, of any bytes but zero and a slash.</param>
/// <param name="Data">The value of an extended attribute.</param>
internal readonly ref struct DirEntryItem(
    BtrfsKey Location, byte Kind, ReadOnlySpan<byte> NameBytes, ReadOnlySpan<byte> Data)
{
    public const string Name = "directory item";

    private const int HeaderBytes = 30;
    private const int NameLimit = 255;
    private const byte LastKind = 8;

    public BtrfsKey Location { get; } = Location;

    public byte Kind { get; } = Kind;

    public ReadOnlySpan<byte> NameBytes { get; } = NameBytes;

    public ReadOnlySpan<byte> Data { get; } = Data;

    /// <summary>
    /// Reads the entry at <paramref name="at"/> and moves it behind: several names whose hashes are equal share an
    /// item.
    /// </summary>
    public static DirEntryItem Parse(Structure item, ref int at)
    {
        Structure entry = item.Part(at, item.Length - at);
        int dataLength = entry.U16(25);
        int nameLength = entry.U16(27);
        byte kind = entry.U8(29);
        entry.Require(
            nameLength is > 0 and <= NameLimit, $"its name has {nameLength} bytes; 1 to {NameLimit} are possible");
        entry.Require(kind is > 0 and <= LastKind, $"its type of file {kind} is unknown");
        ReadOnlySpan<byte> name = entry.Slice(HeaderBytes, nameLength);
        ReadOnlySpan<byte> data = entry.Slice(HeaderBytes + nameLength, dataLength);
        at += HeaderBytes + nameLength + dataLength;
        return new DirEntryItem(entry.Key(0), kind, name, data);
    }
}
