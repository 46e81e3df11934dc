using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Btrfs.Format.Items;
using AopKit.Samples.Btrfs.Trees;

namespace AopKit.Samples.Btrfs.Files;

/// <summary>
/// Reads directories: by name through the items filed under its hash, in order through those by index.
/// </summary>
internal sealed class DirectoryReader(TreeReader reader, SubvolumeRoots roots)
{
    // So many entries are read before any is handed out; no pin is held meanwhile by who enumerates slowly.
    private const int BatchCount = 256;

    /// <summary>All entries in the order of their making.</summary>
    public IEnumerable<DirectoryEntry> Read(InodeId directory)
    {
        if (directory.Number == InodeId.EmptyDirectoryNumber)
        {
            yield break;
        }

        var last = new BtrfsKey(directory.Number, ItemType.DirIndex, ulong.MaxValue);
        BtrfsKey? next = last with { Offset = 0 };
        while (next is { } from && from.CompareTo(last) <= 0)
        {
            var batch = new Batch([], from);
            reader.Scan(Root(directory), from, last, ref batch, static (key, leaf, index, ref state) =>
            {
                state.LastKey = key;
                Structure item = leaf.Item(index, DirEntryItem.Name);
                int at = 0;
                state.Entries.Add(Copy(item, DirEntryItem.Parse(item, ref at)));
                item.Require(at == item.Length, $"{item.Length - at} bytes follow its one entry");
                return state.Entries.Count < BatchCount;
            });
            foreach (RawEntry entry in batch.Entries)
            {
                yield return Resolve(directory, entry);
            }

            next = batch.Entries.Count == BatchCount ? batch.LastKey.Next : null;
        }
    }

    /// <summary>The entry called <paramref name="name"/>, or null.</summary>
    public DirectoryEntry? Find(InodeId directory, byte[] name)
    {
        if (directory.Number == InodeId.EmptyDirectoryNumber)
        {
            return null;
        }

        var key = new BtrfsKey(directory.Number, ItemType.DirItem, Crc32C.HashName(name));
        RawEntry? found = reader.Find(Root(directory), key, DirEntryItem.Name, item => FindIn(item, name));
        return found is { NameBytes: not null } entry ? Resolve(directory, entry) : null;
    }

    private static RawEntry FindIn(Structure item, byte[] name)
    {
        int at = 0;
        while (at < item.Length)
        {
            DirEntryItem entry = DirEntryItem.Parse(item, ref at);
            if (entry.NameBytes.SequenceEqual(name))
            {
                return Copy(item, entry);
            }
        }

        return default;
    }

    private static RawEntry Copy(Structure item, DirEntryItem entry)
    {
        ReadOnlySpan<byte> name = entry.NameBytes;
        item.Require(
            !name.ContainsAny((byte)0, (byte)'/') && !name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8),
            $"the name '{Convert.ToHexString(name)}' (hexadecimal) cannot stand in a directory");
        item.Require(
            entry.Location.Type is ItemType.InodeItem or ItemType.RootItem,
            $"its entry leads to {entry.Location}, which is neither an inode nor a subvolume");
        return new RawEntry(name.ToArray(), entry.Location, (FileKind)entry.Kind);
    }

    private DirectoryEntry Resolve(InodeId directory, RawEntry entry)
    {
        if (entry.Location.Type == ItemType.InodeItem)
        {
            var file = new InodeId(directory.Tree, entry.Location.ObjectId);
            return new DirectoryEntry(entry.NameBytes, file, entry.Kind);
        }

        ulong subvolume = entry.Location.ObjectId;
        InodeId top = roots.Holds(directory.Tree, directory.Number, subvolume, entry.NameBytes)
            ? new InodeId(subvolume, roots.Find(subvolume).Directory)
            : new InodeId(directory.Tree, InodeId.EmptyDirectoryNumber);
        return new DirectoryEntry(entry.NameBytes, top, FileKind.Directory);
    }

    private BlockReference Root(InodeId directory) => roots.Find(directory.Tree).Root;

    private readonly record struct RawEntry(byte[] NameBytes, BtrfsKey Location, FileKind Kind);

    private record struct Batch(List<RawEntry> Entries, BtrfsKey LastKey);
}
