namespace AopKit.Samples.Btrfs;

/// <summary>The type of a file. Values as in a directory item on disk.</summary>
public enum FileKind : byte
{
    /// <summary>None of those below.</summary>
    Unknown = 0,
    Regular = 1,
    Directory = 2,
    CharacterDevice = 3,
    BlockDevice = 4,
    Fifo = 5,
    Socket = 6,
    SymbolicLink = 7,
}
