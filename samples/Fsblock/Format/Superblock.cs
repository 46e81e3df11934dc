namespace AopKit.Samples.Fsblock.Format;

/// <summary>
/// The shape of a file system as its superblock gives it, checked, and the arithmetic that follows from it. It holds
/// what never changes while the file system is open; the counts that do are read and written in their page.
/// </summary>
/// <remarks>
/// Layout: blocks of equal size, gathered in groups. A group holds perhaps a copy of the superblock and of the table of
/// group descriptors, then a bitmap of its blocks, a bitmap of its inodes, its part of the inode table, and data.
/// Source: "The Second Extended File System, Internal Layout" (D. Poirier), and what e2fsprogs writes and accepts.
/// </remarks>
internal sealed record Superblock
{
    /// <summary>Where the superblock lies, in bytes, whatever the block size.</summary>
    public const int Offset = 1024;

    /// <summary>Its length in bytes.</summary>
    public const int Length = 1024;

    /// <summary>The inode of the root directory.</summary>
    public const uint RootInode = 2;

    /// <summary>Bytes of a block: 1024, 2048 or 4096.</summary>
    public required int BlockSize { get; init; }

    /// <summary>All blocks, those before <see cref="FirstDataBlock"/> included.</summary>
    public required uint BlockCount { get; init; }

    /// <summary>The block that the first group begins with: 1 for blocks of 1024 bytes, else 0.</summary>
    public required uint FirstDataBlock { get; init; }

    /// <summary>Blocks of each group but the last, which may be shorter.</summary>
    public required uint BlocksPerGroup { get; init; }

    /// <summary>Inodes of every group.</summary>
    public required uint InodesPerGroup { get; init; }

    /// <summary>All inodes; the first has number 1.</summary>
    public required uint InodeCount { get; init; }

    /// <summary>Bytes of an inode: a power of two from 128 to the block size.</summary>
    public required int InodeSize { get; init; }

    /// <summary>The first inode that is not reserved.</summary>
    public required uint FirstInode { get; init; }

    /// <summary>0, the original format, or 1, with features and inode sizes.</summary>
    public required uint Revision { get; init; }

    /// <summary>The feature words; all zero in revision 0.</summary>
    public required Features Features { get; init; }

    /// <summary>Blocks kept behind the group descriptors so that their table can grow.</summary>
    public required uint ReservedDescriptorBlocks { get; init; }

    /// <summary>With sparse_super2, the two groups that hold copies of the superblock.</summary>
    public required (uint First, uint Second) BackupGroups { get; init; }

    /// <summary>The number of groups, at least 1.</summary>
    public uint GroupCount => (BlockCount - FirstDataBlock - 1) / BlocksPerGroup + 1;

    /// <summary>Blocks of the table of group descriptors.</summary>
    public uint DescriptorBlocks => (uint)(((long)GroupCount * GroupDescriptor.Length + BlockSize - 1) / BlockSize);

    /// <summary>Blocks of one group's part of the inode table.</summary>
    public uint InodeTableBlocks => (uint)(((long)InodesPerGroup * InodeSize + BlockSize - 1) / BlockSize);

    /// <summary>Block numbers that fit into one indirect block.</summary>
    public int PointersPerBlock => BlockSize / sizeof(uint);

    /// <summary>Bytes of the whole file system.</summary>
    public long LengthBytes => (long)BlockCount * BlockSize;

    /// <summary>Where <paramref name="block"/> begins on the device, in bytes.</summary>
    public long OffsetOf(uint block) => (long)block * BlockSize;

    /// <summary>Where the descriptor of <paramref name="group"/> lies on the device, in bytes.</summary>
    public long DescriptorOffset(uint group) => OffsetOf(FirstDataBlock + 1) + (long)group * GroupDescriptor.Length;

    /// <summary>Whether <paramref name="block"/> may be pointed to at all.</summary>
    public bool Contains(uint block) => block >= FirstDataBlock && block < BlockCount;

    /// <summary>The group that <paramref name="block"/> belongs to.</summary>
    public uint GroupOf(uint block) => (block - FirstDataBlock) / BlocksPerGroup;

    /// <summary>The first block of <paramref name="group"/>.</summary>
    public uint FirstBlockOf(uint group) => FirstDataBlock + group * BlocksPerGroup;

    /// <summary>The number of blocks of <paramref name="group"/>.</summary>
    public uint BlocksIn(uint group) => Math.Min(BlocksPerGroup, BlockCount - FirstBlockOf(group));

    /// <summary>Whether <paramref name="group"/> begins with a copy of the superblock and of the descriptors.</summary>
    public bool HasSuperblock(uint group) => this switch
    {
        _ when group == 0 => true,
        { Features.HasSparseSuper2: true } => group == BackupGroups.First || group == BackupGroups.Second,
        { Features.HasSparseSuper: true } =>
            group == 1 || IsPowerOf(3, group) || IsPowerOf(5, group) || IsPowerOf(7, group),
        _ => true,
    };

    /// <summary>
    /// Whether <paramref name="block"/> belongs to the file system itself, so that no file may hold it.
    /// </summary>
    /// <param name="block">A block for which <see cref="Contains"/> holds.</param>
    /// <param name="descriptor">The descriptor of its group.</param>
    public bool IsSystemBlock(uint block, in GroupDescriptor descriptor)
    {
        uint group = GroupOf(block);
        uint inGroup = block - FirstBlockOf(group);
        return (HasSuperblock(group) && inGroup < 1 + DescriptorBlocks + ReservedDescriptorBlocks)
            || block == descriptor.BlockBitmap
            || block == descriptor.InodeBitmap
            || (block >= descriptor.InodeTable && block - descriptor.InodeTable < InodeTableBlocks);
    }

    private static bool IsPowerOf(uint root, uint number)
    {
        while (number % root == 0)
        {
            number /= root;
        }

        return number == 1;
    }
}
