namespace AopKit.Samples.Fsblock.Format;

/// <summary>The flag bits of an inode that matter here.</summary>
[Flags]
internal enum InodeFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The content is compressed, by a patch that never became part of ext2.</summary>
    Compressed = 0x4,

    /// <summary>The file may not be changed.</summary>
    Immutable = 0x10,

    /// <summary>The file may only grow.</summary>
    AppendOnly = 0x20,

    /// <summary>The block numbers are an ext4 extent tree.</summary>
    Extents = 0x8_0000,

    /// <summary>The content lies in the inode itself, as ext4 can do.</summary>
    InlineData = 0x1000_0000,
}
