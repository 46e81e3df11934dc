namespace AopKit.Samples.Fsblock;

/// <summary>What an inode is. The values are those of the upper four bits of its mode.</summary>
public enum Ext2FileType
{
    /// <summary>A named pipe.</summary>
    Fifo = 0x1,

    /// <summary>A character device; see <see cref="Ext2Inode.Device"/>.</summary>
    CharacterDevice = 0x2,

    /// <summary>A directory.</summary>
    Directory = 0x4,

    /// <summary>A block device; see <see cref="Ext2Inode.Device"/>.</summary>
    BlockDevice = 0x6,

    /// <summary>A regular file.</summary>
    Regular = 0x8,

    /// <summary>A symbolic link.</summary>
    SymbolicLink = 0xA,

    /// <summary>A local socket.</summary>
    Socket = 0xC,
}
