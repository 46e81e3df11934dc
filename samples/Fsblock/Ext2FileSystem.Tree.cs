using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Files;
using AopKit.Samples.Fsblock.Mapping;

namespace AopKit.Samples.Fsblock;

/// <content>Directories, and what goes over the whole tree.</content>
public sealed partial class Ext2FileSystem
{
    /// <summary>The names in a directory, "." and ".." included, in the order in which they lie there.</summary>
    /// <param name="inode">The directory's number.</param>
    /// <exception cref="ArgumentException">The inode is no directory.</exception>
    /// <exception cref="ImageCorruptException">The directory breaks a rule.</exception>
    public IEnumerable<Ext2Entry> ReadDirectory(uint inode)
    {
        using NodeUse use = UseDirectory(inode);
        for (long block = 0; block < _directories.BlocksOf(use.Node); block++)
        {
            foreach (Ext2Entry entry in ReadBlock(use.Node, block))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Everything below the root, each directory before what is in it.</summary>
    /// <exception cref="ImageCorruptException">
    /// A structure breaks a rule; a directory that is in two places does.
    /// </exception>
    public IEnumerable<Ext2TreeEntry> EnumerateTree()
    {
        // A directory with two parents would let a damaged image hold a walk for ever.
        var seen = new HashSet<uint> { RootInode };
        var waiting = new Stack<(uint Inode, byte[] Prefix)>([(RootInode, [])]);
        while (waiting.TryPop(out (uint Inode, byte[] Prefix) directory))
        {
            foreach (Ext2Entry entry in ReadDirectory(directory.Inode).Where(static entry => !IsDots(entry)))
            {
                Ext2Inode inode = GetInode(entry.Inode);
                byte[] path = [.. directory.Prefix, .. entry.NameBytes.Span];
                yield return new Ext2TreeEntry(path, inode);
                if (inode.Type == Ext2FileType.Directory)
                {
                    CheckOneParent(seen, entry.Inode);
                    waiting.Push((entry.Inode, [.. path, (byte)'/']));
                }
            }
        }
    }

    /// <summary>
    /// Marks the blocks of all files that are "to be moved"; see <see cref="Ext2File.WalkBlocks()"/>.
    /// </summary>
    /// <returns>How many got a mark that had none.</returns>
    public long WalkBlocks() => ForEachFile(WalkBlocks);

    /// <summary>Takes the marks of all files that are still there; see <see cref="Ext2File.ConsumeMarks()"/>.</summary>
    /// <returns>How many there were.</returns>
    public long ConsumeMarks() => ForEachFile(ConsumeMarks);

    internal IReadOnlyList<PageIndex> GetMappedPages(InodeNode node)
    {
        using Shared shared = EnterShared();
        return [.. _walker.MappedPages(node)];
    }

    internal void Touch(InodeNode node, PageIndex index)
    {
        using Shared shared = EnterShared();
        node.Blocks.Touch(index);
    }

    internal long WalkBlocks(InodeNode node)
    {
        using Shared shared = EnterShared();
        return _walker.Mark(node);
    }

    internal long WalkBlocks(InodeNode node, PageIndex index)
    {
        using Shared shared = EnterShared();
        return _walker.Mark(node, index);
    }

    internal long? DiskBlockOf(InodeNode node, long block)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        using Shared shared = EnterShared();
        Extent extent = _mapper.Find(node, block);
        return extent.IsHole ? null : extent.DiskBlockOf(block);
    }

    internal bool Mark(InodeNode node, long block)
    {
        using Shared shared = EnterShared();
        return !_mapper.Find(node, block).IsHole
            ? node.Blocks.Mark(block)
            : throw new ArgumentException($"Block {block} is a hole: there is nothing to move.", nameof(block));
    }

    internal long ConsumeMarks(InodeNode node)
    {
        using Shared shared = EnterShared();
        return _walker.TakeMarks(node);
    }

    internal long ConsumeMarks(InodeNode node, PageIndex index)
    {
        using Shared shared = EnterShared();
        return node.Blocks.TakeMarks(index);
    }

    private static bool IsDots(Ext2Entry entry) =>
        entry.NameBytes.Span.SequenceEqual("."u8) || entry.NameBytes.Span.SequenceEqual(".."u8);

    private long ForEachFile(Func<InodeNode, long> visit)
    {
        long sum = 0;
        foreach (Ext2TreeEntry entry in EnumerateTree())
        {
            if (entry.Inode.Type == Ext2FileType.Regular)
            {
                using NodeUse use = Use(entry.Inode.Number);
                sum += visit(use.Node);
            }
        }

        return sum;
    }

    private uint? FindIn(uint inode, ReadOnlySpan<byte> name)
    {
        using NodeUse use = Use(inode);
        if (use.Node.Record.Type != Ext2FileType.Directory)
        {
            return null;
        }

        using Shared shared = EnterShared();
        return _directories.Find(use.Node, name);
    }

    private List<Ext2Entry> ReadBlock(InodeNode directory, long fileBlock)
    {
        using Shared shared = EnterShared();
        return _directories.ReadBlock(directory, fileBlock);
    }

    private NodeUse UseDirectory(uint inode)
    {
        NodeUse use = Use(inode);
        if (use.Node.Record.Type == Ext2FileType.Directory)
        {
            return use;
        }

        use.Dispose();
        throw new ArgumentException($"Inode {inode} is no directory but a {use.Node.Record.Type}.", nameof(inode));
    }

    private void CheckOneParent(HashSet<uint> seen, uint inode)
    {
        if (!seen.Add(inode))
        {
            throw new ImageCorruptException(
                $"inode {inode}", _inodes.OffsetOf(inode), "a directory must be in one place only");
        }
    }
}
