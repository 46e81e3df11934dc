namespace AopKit.Samples.Fsblock;

/// <summary>What the file system knows of one file, as it was when it was asked.</summary>
/// <param name="Number">The inode's number, from 1.</param>
/// <param name="Type">What it is.</param>
/// <param name="Mode">The twelve permission bits.</param>
/// <param name="Size">Bytes of a file, directory or link target; 0 for the rest.</param>
/// <param name="Links">How many directory entries name it.</param>
/// <param name="User">The owner.</param>
/// <param name="Group">The owner's group.</param>
/// <param name="Modified">When its content last changed, to the second.</param>
/// <param name="Device">The number of a device node; zero for the rest.</param>
public sealed record Ext2Inode(
    uint Number,
    Ext2FileType Type,
    int Mode,
    long Size,
    int Links,
    uint User,
    uint Group,
    DateTimeOffset Modified,
    Ext2DeviceNumber Device);

/// <summary>The number that a device node stands for.</summary>
/// <param name="Major">Which driver.</param>
/// <param name="Minor">Which of its devices.</param>
public readonly record struct Ext2DeviceNumber(int Major, int Minor);
