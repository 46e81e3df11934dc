namespace AopKit.Samples.Lab.Options;

/// <summary>The file system whose client runs.</summary>
public enum ClientKind
{
    /// <summary>btrfs: the fact is the parsed tree block, its mark "needs defrag".</summary>
    Btrfs,

    /// <summary>ext2: the fact is the state of a page's blocks, its mark "block to be moved".</summary>
    Fsblock,
}
