namespace AopKit.Samples.Btrfs;

/// <summary>What an inode says about its file.</summary>
/// <param name="Id">Which file.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Permissions">The twelve permission bits.</param>
/// <param name="Links">The number of names; always 1 for a directory.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Size">Bytes of content or of the link's target.</param>
/// <param name="Device">What a device node stands for, as the kernel encodes it.</param>
/// <param name="Modified">When the content changed last.</param>
public sealed record BtrfsInode(
    InodeId Id,
    FileKind Kind,
    int Permissions,
    uint Links,
    uint UserId,
    uint GroupId,
    long Size,
    ulong Device,
    DateTimeOffset Modified)
{
    /// <summary>Whether the content has checksums.</summary>
    internal bool HasChecksums { get; init; }
}
