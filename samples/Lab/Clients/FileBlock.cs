namespace AopKit.Samples.Lab.Clients;

/// <summary>A block of a file.</summary>
/// <param name="Inode">The file.</param>
/// <param name="Block">Its number in the file.</param>
/// <param name="ToBeMoved">Whether it does not lie behind the block that is read before it.</param>
internal readonly record struct FileBlock(uint Inode, long Block, bool ToBeMoved);
