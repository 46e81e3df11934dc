using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>What this client needs of a superblock: a copy of a few numbers, checked.</summary>
internal sealed class SuperBlock
{
    /// <summary>Its size, whatever the sizes of sectors and nodes.</summary>
    public const int Bytes = 4096;

    private const string Name = "superblock";
    private const ulong Magic = 0x4D5F_5366_5248_425F; // "_BHRfS_M"
    private const int SystemChunksAt = 0x32B;
    private const int SystemChunksMaximumBytes = 2048;
    private const int LeastBlockBytes = 4096;
    private const int GreatestBlockBytes = 65536;
    private const int LevelLimit = 8;

    // A dump without file content, and two states in which an identity is half changed.
    private const ulong MetadataDumpFlags = 1UL << 33 | 1UL << 34;
    private const ulong ChangingFlags = 1UL << 35 | 1UL << 36;

    private SuperBlock(Structure block, ChecksumKind checksum)
    {
        Address = block.Address;
        Checksum = checksum;
        FileSystemId = new Guid(block.Slice(0x20, 16));
        Generation = block.U64(0x48);
        SectorBytes = BlockSize(block, 0x90, "sector size");
        NodeBytes = BlockSize(block, 0x94, "node size");
        block.Require(NodeBytes >= SectorBytes, $"its node size {NodeBytes} is below its sector size {SectorBytes}");
        block.Require(
            block.U32(0x98) == NodeBytes, $"its leaf size {block.U32(0x98)} is not its node size {NodeBytes}");
        Features = (IncompatFlags)block.U64(0xBC);
        DeviceId = block.U64(0xC9);
        DeviceCount = block.U64(0x88);
        LogRoot = block.U64(0x60);
        Flags = block.U64(0x38);
        RootTree = Root(block, 0x50, 0xC6, Generation, "root tree");
        ChunkTree = Root(block, 0x58, 0xC7, block.U64(0xA4), "chunk tree");
        MetadataId = Features.HasFlag(IncompatFlags.MetadataUuid) ? new Guid(block.Slice(0x23B, 16)) : FileSystemId;
        uint systemChunkBytes = block.U32(0xA0);
        block.Require(
            systemChunkBytes is > 0 and <= SystemChunksMaximumBytes,
            $"its system chunk array has {systemChunkBytes} bytes; 1 to {SystemChunksMaximumBytes} are possible");
        SystemChunks = block.Slice(SystemChunksAt, (int)systemChunkBytes).ToArray();
    }

    /// <summary>Where this copy lies on the device.</summary>
    public long Address { get; }

    public ChecksumKind Checksum { get; }

    public Guid FileSystemId { get; }

    /// <summary>The id that tree blocks carry; another one than the file system's after it was renumbered.</summary>
    public Guid MetadataId { get; }

    public ulong Generation { get; }

    public int SectorBytes { get; }

    public int NodeBytes { get; }

    public IncompatFlags Features { get; }

    public ulong DeviceId { get; }

    public ulong DeviceCount { get; }

    public ulong LogRoot { get; }

    public ulong Flags { get; }

    public BlockReference RootTree { get; }

    public BlockReference ChunkTree { get; }

    /// <summary>
    /// The chunks that one needs to read the chunk tree: at most 2,048 bytes of keys and chunk items.
    /// </summary>
    public ReadOnlyMemory<byte> SystemChunks { get; }

    /// <summary>Where in a message about a system chunk it lies.</summary>
    public long SystemChunksAddress => Address + SystemChunksAt;

    /// <exception cref="ImageCorruptException">A rule of the structure is broken.</exception>
    /// <exception cref="ImageUnsupportedException">The checksum is of an unknown kind.</exception>
    public static SuperBlock Parse(ReadOnlySpan<byte> bytes, long address)
    {
        var block = new Structure(bytes, Name, address);
        ulong magic = block.U64(0x40);
        block.Require(magic == Magic, $"its magic number is {magic:X16}, not that of btrfs ({Magic:X16})");
        ChecksumKind checksum = BlockChecksum.Known(block.U16(0xC4));
        block.Require(
            BlockChecksum.Matches(checksum, block.Slice(0, Bytes)), $"its {checksum} checksum does not match");
        ulong ownAddress = block.U64(0x30);
        block.Require(ownAddress == (ulong)address, $"it says that it lies at {ownAddress}");
        return new SuperBlock(block, checksum);
    }

    /// <exception cref="ImageUnsupportedException">The file system needs more than this client does.</exception>
    public void ThrowIfUnsupported()
    {
        Incompatibility.ThrowIfAny(Features);
        Refuse(DeviceCount != 1, $"it spans {DeviceCount} devices; only a single one can be opened");
        Refuse(
            LogRoot != 0, "it was not unmounted cleanly and has a log tree; mount it once with a kernel to replay it");
        Refuse((Flags & MetadataDumpFlags) != 0, "it is a metadata dump (btrfs-image), which has no file content");
        Refuse((Flags & ChangingFlags) != 0, "a change of its id was interrupted; finish it with btrfstune");
    }

    private static void Refuse(bool condition, string feature)
    {
        if (condition)
        {
            throw new ImageUnsupportedException(feature);
        }
    }

    private static int BlockSize(Structure block, int at, string field)
    {
        uint size = block.U32(at);
        block.Require(
            uint.IsPow2(size) && size is >= LeastBlockBytes and <= GreatestBlockBytes,
            $"its {field} {size} is no power of two from {LeastBlockBytes} to {GreatestBlockBytes}");
        return (int)size;
    }

    private static BlockReference Root(Structure block, int addressAt, int levelAt, ulong generation, string tree)
    {
        byte level = block.U8(levelAt);
        block.Require(level < LevelLimit, $"the level {level} of its {tree} is not below {LevelLimit}");
        return new BlockReference(block.Offset(addressAt, tree), level, generation, null);
    }
}
