using AopKit.Samples.Fsblock.Format;
using AopKit.Samples.Fsblock.Volume;

namespace AopKit.Samples.Fsblock.Files;

/// <summary>
/// Changes the bytes and the length of existing files. Blocks are taken before a page becomes dirty, so that writing
/// pages back never allocates, and never fails for want of space. One writer at a time, and no readers meanwhile.
/// </summary>
internal sealed class FileWriter(
    Superblock superblock,
    InodeTable inodes,
    BlockMapper mapper,
    BlockTree tree,
    SuperblockFields fields,
    TimeProvider time)
{
    private static readonly byte[] s_zeros = new byte[4096];

    /// <summary>Writes bytes, extending the file if they end behind it; what lies between reads as zeros.</summary>
    /// <exception cref="Ext2FullException">No block is free.</exception>
    /// <exception cref="IOException">The file would become larger than the format allows.</exception>
    public void Write(InodeNode node, long offset, ReadOnlySpan<byte> source)
    {
        CheckLength(node, offset, source.Length);
        if (offset > node.Record.Size)
        {
            ClearTail(node, node.Record.Size);
        }

        int written = 0;
        try
        {
            while (written < source.Length)
            {
                int count = WriteInPage(node, offset + written, source[written..]);
                written += count > 0 ? count : throw new Ext2FullException(written, source.Length);
                node.Record.Size = Math.Max(node.Record.Size, offset + written);
            }
        }
        finally
        {
            Save(node);
        }
    }

    /// <summary>Cuts the file, giving blocks back, or extends it by a hole.</summary>
    /// <exception cref="IOException">The file would become larger than the format allows.</exception>
    public void SetLength(InodeNode node, long length)
    {
        CheckLength(node, length, 0);
        long before = node.Record.Size;
        ClearTail(node, Math.Min(before, length));
        node.Record.Size = length;
        try
        {
            if (length < before)
            {
                // Pages first: a page of a block that is free already could still be written.
                node.Blocks.Truncate(length);
                tree.FreeFrom(node, (length + superblock.BlockSize - 1) / superblock.BlockSize);
            }
        }
        finally
        {
            Save(node);
        }
    }

    /// <returns>How many bytes of the page were written; 0 if there was no block for the first of them.</returns>
    private int WriteInPage(InodeNode node, long offset, ReadOnlySpan<byte> source)
    {
        AddressSpace<PageBlocks> space = node.Blocks.Space;
        int count = (int)Math.Min(source.Length, space.PageSize - offset % space.PageSize);
        long first = offset / superblock.BlockSize;
        long end = (offset + count - 1) / superblock.BlockSize + 1;

        // The page is filled while its new blocks are still holes, and stays until it is dirty: filled later, it would
        // read what the disk held there before.
        using PagePin<PageBlocks> pin = space.Pin(PageIndex.FromOffset(offset, space.PageSize));
        Span<uint> places = stackalloc uint[(int)(end - first)];
        int found = 0;
        while (found < places.Length && tree.TryEnsure(node, first + found, out places[found]))
        {
            found++;
        }

        count = (int)Math.Clamp((first + found) * superblock.BlockSize - offset, 0, count);
        if (count > 0)
        {
            node.Blocks.Write(offset, source[..count], places[..found]);
        }

        return count;
    }

    // What lies behind the end of a file in its last block may be anything, and becomes content when the file grows.
    private void ClearTail(InodeNode node, long length)
    {
        int used = (int)(length % superblock.BlockSize);
        if (used == 0 || mapper.Find(node, length / superblock.BlockSize).IsHole)
        {
            return;
        }

        Span<byte> tail = stackalloc byte[superblock.BlockSize - used];
        node.Blocks.Read(length, tail);
        if (tail.ContainsAnyExcept((byte)0))
        {
            node.Blocks.Write(length, s_zeros.AsSpan(0, tail.Length));
        }
    }

    private void CheckLength(InodeNode node, long offset, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        long largest = superblock.Revision == 0 ? int.MaxValue : mapper.LargestFileBlocks * superblock.BlockSize;
        if (offset > largest - count)
        {
            throw new IOException(
                $"Inode {node.Number} cannot have {count} bytes at {offset}: a file of this image ends at {largest}.");
        }
    }

    private void Save(InodeNode node)
    {
        uint now = (uint)time.GetUtcNow().ToUnixTimeSeconds();
        node.Record.ModifiedSeconds = now;
        node.Record.ChangedSeconds = now;
        inodes.Write(node.Number, node.Record);
        if (node.Record.Size > int.MaxValue)
        {
            fields.AnnounceLargeFile();
        }
    }
}
