using System.Collections.Concurrent;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Btrfs.Format.Items;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Trees;

/// <summary>
/// Finds the trees of subvolumes. Each root that was asked for is remembered: the image does not change.
/// </summary>
internal sealed class SubvolumeRoots(TreeReader reader, BlockReference rootTree)
{
    private readonly ConcurrentDictionary<ulong, RootItem> _roots = [];

    /// <summary>The root item of a tree.</summary>
    /// <exception cref="ImageCorruptException">There is no such tree.</exception>
    public RootItem Find(ulong tree)
    {
        if (_roots.TryGetValue(tree, out RootItem known))
        {
            return known;
        }

        // The offset tells when a snapshot was made; there is one item, whatever it is.
        RootItem? found = null;
        reader.Scan(
            rootTree,
            new BtrfsKey(tree, ItemType.RootItem, 0),
            new BtrfsKey(tree, ItemType.RootItem, ulong.MaxValue),
            ref found,
            static (_, leaf, index, ref result) =>
            {
                result = RootItem.Parse(leaf.Item(index, RootItem.Name));
                return true;
            });
        return _roots.GetOrAdd(tree, found ?? throw new ImageCorruptException(
            "root tree", rootTree.Address, $"it has no root item for tree {tree}, which is referred to"));
    }

    /// <summary>The tree that a mount without options shows.</summary>
    public ulong FindDefault()
    {
        ReadOnlySpan<byte> name = "default"u8;
        var key = new BtrfsKey(ObjectIds.RootTreeDirectory, ItemType.DirItem, Crc32C.HashName(name));
        ulong? tree = reader.Find(rootTree, key, DirEntryItem.Name, static item => FindName(item, "default"u8));
        return tree ?? ObjectIds.FileSystemTree;
    }

    /// <summary>
    /// Whether a directory really holds the subvolume that one of its names points to. A snapshot copies the name of a
    /// subvolume inside, but not the subvolume.
    /// </summary>
    public bool Holds(ulong tree, ulong directory, ulong subvolume, byte[] name) =>
        reader.Find(
            rootTree,
            new BtrfsKey(tree, ItemType.RootRef, subvolume),
            "root reference",
            item => item.U64(0) == directory && item.Slice(18, item.U16(16)).SequenceEqual(name)) ?? false;

    private static ulong FindName(Structure item, ReadOnlySpan<byte> name)
    {
        int at = 0;
        while (at < item.Length)
        {
            DirEntryItem entry = DirEntryItem.Parse(item, ref at);
            if (entry.NameBytes.SequenceEqual(name))
            {
                item.Require(entry.Location.Type == ItemType.RootItem, $"the default subvolume is {entry.Location}");
                return entry.Location.ObjectId;
            }
        }

        item.Fail("it does not hold the name 'default', whose hash it has");
        return 0;
    }
}
