namespace AopKit.Samples.Btrfs.Format;

/// <summary>The numbers of objects that every file system has.</summary>
internal static class ObjectIds
{
    public const ulong RootTree = 1;
    public const ulong ChunkTree = 3;
    public const ulong FileSystemTree = 5;

    public const ulong ChecksumTree = 7;

    /// <summary>The directory of the root tree in which the name "default" gives the subvolume to open.</summary>
    public const ulong RootTreeDirectory = 6;

    /// <summary>The object of all chunk items.</summary>
    public const ulong FirstChunkTree = 256;

    /// <summary>The object of all checksums of file content.</summary>
    public const ulong ExtentChecksums = unchecked((ulong)-10L);

    /// <summary>The first inode number of a subvolume, and the first id of a subvolume that a user made.</summary>
    public const ulong FirstFree = 256;

    /// <summary>The last one; above it lie the fixed trees that count down from 2^64.</summary>
    public const ulong LastFree = unchecked((ulong)-256L);
}
