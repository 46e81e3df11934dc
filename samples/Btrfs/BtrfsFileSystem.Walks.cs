using System.Text;
using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs;

/// <content>Walks over everything: directories, and the leaves of a tree.</content>
public sealed partial class BtrfsFileSystem
{
    /// <summary>
    /// All files below a directory with their paths, a directory before what it holds. A directory that is met twice is
    /// damage: it would make the walk endless.
    /// </summary>
    public IEnumerable<(string Path, DirectoryEntry Entry)> Walk(InodeId? directory = null)
    {
        var seen = new HashSet<InodeId>();
        var waiting = new Stack<(string Path, InodeId Id)>();
        waiting.Push(("", directory ?? Root));
        while (waiting.TryPop(out (string Path, InodeId Id) at))
        {
            foreach (DirectoryEntry entry in ReadDirectory(at.Id))
            {
                string path = at.Path.Length == 0 ? entry.Name : $"{at.Path}/{entry.Name}";
                yield return (path, entry);
                if (entry.Kind != FileKind.Directory || entry.Target.Number == InodeId.EmptyDirectoryNumber)
                {
                    continue;
                }

                if (entry.Target == Root || !seen.Add(entry.Target))
                {
                    throw new ImageCorruptException(
                        "directory", (long)entry.Target.Number, $"it has a second name, '{path}'");
                }

                waiting.Push((path, entry.Target));
            }
        }
    }

    /// <summary>
    /// Walks over the leaves of the default subvolume's tree and marks each that needs defragmenting: its neighbour in
    /// key order is not its neighbour on the device.
    /// </summary>
    /// <param name="from">Where to begin; the default value is the first leaf.</param>
    /// <param name="limit">How many leaves to see at most.</param>
    /// <returns>What was seen, the marks that were set, and where to go on.</returns>
    public LeafWalk WalkLeaves(LeafPosition from = default, long limit = long.MaxValue) =>
        LeafWalker.Mark(_mount.Reader, _mount.DefaultTree, NodeBytes, from, limit);

    /// <summary>
    /// Walks over the same leaves and takes off the marks that are left: what a defragmenting pass would begin with.
    /// </summary>
    /// <inheritdoc cref="WalkLeaves"/>
    public LeafWalk ConsumeMarks(LeafPosition from = default, long limit = long.MaxValue) =>
        LeafWalker.Consume(_mount.Reader, _mount.DefaultTree, NodeBytes, from, limit);

    /// <summary>
    /// Puts the tree space down and makes another, as if the inode that owns it had been dropped and read again. Only
    /// what is kept outside of it survives. Nobody else may use the file system meanwhile.
    /// </summary>
    public void RecycleTree() => _mount.RecycleTree();

    /// <summary>Which files, in one line; for logs.</summary>
    public override string ToString() => new StringBuilder("btrfs ")
        .Append(_mount.Super.FileSystemId).Append(", nodes of ").Append(NodeBytes).Append(" bytes, ")
        .Append(Checksum).ToString();
}
