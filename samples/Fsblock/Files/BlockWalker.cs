using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Format;
using AopKit.Samples.Fsblock.Mapping;
using AopKit.Samples.Fsblock.Volume;

namespace AopKit.Samples.Fsblock.Files;

/// <summary>
/// Marks the blocks of a file that are "to be moved", because the next block of the file is not the next one on the
/// disk; and, in a later pass, takes the marks that are still there.
/// </summary>
internal sealed class BlockWalker(Superblock superblock, InodeTable inodes, BlockMapper mapper)
{
    /// <summary>Marks the blocks of one file.</summary>
    /// <returns>How many got a mark that had none.</returns>
    /// <exception cref="ImageCorruptException">The file has more blocks than the file system.</exception>
    public long Mark(InodeNode node) => Mark(node, 0, BlocksOf(node));

    /// <summary>Marks the blocks of one page of a file, which is read if it is not there.</summary>
    /// <returns>How many got a mark that had none.</returns>
    public long Mark(InodeNode node, PageIndex index)
    {
        node.Blocks.Touch(index);
        long first = index.Value * BlocksPerPage(node);
        return Mark(node, first, Math.Min(first + BlocksPerPage(node), BlocksOf(node)));
    }

    /// <summary>Takes the marks of one file, page by page, reading the pages that are not there.</summary>
    /// <returns>How many there were.</returns>
    public long TakeMarks(InodeNode node) => MappedPages(node).Sum(index => (long)node.Blocks.TakeMarks(index));

    /// <summary>The pages of a file that hold more than holes, in order.</summary>
    public IEnumerable<PageIndex> MappedPages(InodeNode node)
    {
        long next = 0;
        foreach (Extent extent in Extents(node, 0, BlocksOf(node)))
        {
            long end = extent.IsHole ? 0 : (extent.End - 1) / BlocksPerPage(node) + 1;
            for (next = Math.Max(next, extent.FileBlock / BlocksPerPage(node)); next < end; next++)
            {
                yield return new PageIndex(next);
            }
        }
    }

    private long Mark(InodeNode node, long first, long end)
    {
        long marked = 0;
        Extent previous = default;
        foreach (Extent extent in Extents(node, first, Math.Min(end + 1, BlocksOf(node))))
        {
            bool isBreak = !previous.IsHole && !extent.IsHole && !previous.IsContinuedBy(extent);
            marked += isBreak && node.Blocks.Mark(previous.End - 1) ? 1 : 0;
            previous = extent;
        }

        return marked;
    }

    private long BlocksOf(InodeNode node) => (node.Record.Size + superblock.BlockSize - 1) / superblock.BlockSize;

    private int BlocksPerPage(InodeNode node) => node.Blocks.Space.PageSize / superblock.BlockSize;

    // Holes of any size are one step, and mapped blocks are bounded by the file system's: a damaged image can point to
    // the same blocks again and again.
    private IEnumerable<Extent> Extents(InodeNode node, long first, long end)
    {
        long mapped = 0;
        for (long block = first; block < end;)
        {
            Extent extent = mapper.Find(node, block);
            mapped += extent.IsHole ? 0 : extent.Count;
            if (mapped > superblock.BlockCount)
            {
                throw new ImageCorruptException(
                    $"inode {node.Number}", inodes.OffsetOf(node.Number), "it has more blocks than the file system");
            }

            yield return extent.End <= end ? extent : extent.Before(end);
            block = extent.End;
        }
    }
}
