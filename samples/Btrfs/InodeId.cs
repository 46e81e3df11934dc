namespace AopKit.Samples.Btrfs;

/// <summary>The identity of a file: inode numbers count within a subvolume.</summary>
/// <param name="Tree">The id of the subvolume's tree.</param>
/// <param name="Number">The inode number.</param>
public readonly record struct InodeId(ulong Tree, ulong Number)
{
    /// <summary>
    /// What a snapshot holds in the place of a subvolume: an empty directory that is not on the device. The number is
    /// below all that real files have.
    /// </summary>
    internal const ulong EmptyDirectoryNumber = 2;

    /// <inheritdoc/>
    public override string ToString() => $"{Tree}:{Number}";
}
