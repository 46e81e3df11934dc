namespace AopKit.Samples.Btrfs.Format;

/// <summary>The item types that this client reads.</summary>
internal static class ItemType
{
    public const byte InodeItem = 1;
    public const byte XattrItem = 24;
    public const byte DirItem = 84;
    public const byte DirIndex = 96;
    public const byte ExtentData = 108;
    public const byte ExtentChecksum = 128;
    public const byte RootItem = 132;
    public const byte RootRef = 156;
    public const byte ChunkItem = 228;
}
