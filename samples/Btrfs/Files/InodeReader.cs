using System.Text;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Btrfs.Format.Items;
using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Files;

/// <summary>Reads what inodes say about themselves.</summary>
internal sealed class InodeReader(TreeReader reader, SubvolumeRoots roots)
{
    private const uint TypeMask = 0xF000;
    private const int PermissionMask = 0xFFF;
    private const int EmptyDirectoryPermissions = 0x1ED; // rwxr-xr-x, as the kernel shows it

    /// <exception cref="ImageCorruptException">There is no such inode, or it breaks a rule.</exception>
    public BtrfsInode Read(InodeId id)
    {
        if (id.Number == InodeId.EmptyDirectoryNumber)
        {
            return new BtrfsInode(
                id, FileKind.Directory, EmptyDirectoryPermissions, 1, 0, 0, 0, 0, DateTimeOffset.UnixEpoch);
        }

        BlockReference root = roots.Find(id.Tree).Root;
        InodeItem item = reader.Find(
            root, new BtrfsKey(id.Number, ItemType.InodeItem, 0), InodeItem.Name, InodeItem.Parse)
            ?? throw new ImageCorruptException(
                "file tree", root.Address, $"it has no inode item for inode {id.Number}, which is referred to");
        return new BtrfsInode(
            id, KindOf(item.Mode), (int)(item.Mode & PermissionMask), item.Links, item.UserId, item.GroupId, item.Size,
            item.Device, item.Modified)
        {
            HasChecksums = (item.Flags & InodeItem.NoDataSum) == 0,
        };
    }

    /// <summary>The extended attributes of a file by name, those of btrfs itself included.</summary>
    public IReadOnlyDictionary<string, byte[]> ReadAttributes(InodeId id)
    {
        Dictionary<string, byte[]> attributes = [];
        reader.Scan(
            roots.Find(id.Tree).Root,
            new BtrfsKey(id.Number, ItemType.XattrItem, 0),
            new BtrfsKey(id.Number, ItemType.XattrItem, ulong.MaxValue),
            ref attributes,
            static (_, leaf, index, ref found) =>
            {
                Structure item = leaf.Item(index, "extended attribute");
                int at = 0;
                while (at < item.Length)
                {
                    DirEntryItem entry = DirEntryItem.Parse(item, ref at);
                    found[Encoding.UTF8.GetString(entry.NameBytes)] = entry.Data.ToArray();
                }

                return true;
            });
        return attributes;
    }

    private static FileKind KindOf(uint mode) => (mode & TypeMask) switch
    {
        0x1000 => FileKind.Fifo,
        0x2000 => FileKind.CharacterDevice,
        0x4000 => FileKind.Directory,
        0x6000 => FileKind.BlockDevice,
        0x8000 => FileKind.Regular,
        0xA000 => FileKind.SymbolicLink,
        0xC000 => FileKind.Socket,
        _ => FileKind.Unknown,
    };
}
