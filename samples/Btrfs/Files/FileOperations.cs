using System.Buffers;
using AopKit.Samples.Btrfs.Format;

namespace AopKit.Samples.Btrfs.Files;

/// <summary>The callbacks of one file's space: pages are read, alone or a run at a time, and never written.</summary>
internal sealed class FileOperations(
    FileContent content, BlockReference root, BtrfsInode inode, CallbackTrace trace)
    : IAddressSpaceOperations<NoMetadata>, IReadPages<NoMetadata>
{
    public void ReadPage(FillPage<NoMetadata> page)
    {
        trace.Add(page.Space, page.Index, "");
        Read(page.Index.ToOffset(page.Bytes.Length), page.Bytes);
    }

    /// <summary>
    /// Reads the run as one range: a packed extent is read and unpacked once for all its pages, an extent on the device
    /// by one read.
    /// </summary>
    public void ReadPages(FillBatch<NoMetadata> pages)
    {
        int pageBytes = pages[0].Bytes.Length;
        int length = pages.Count * pageBytes;
        trace.Add(pages[0].Space, pages.First, trace.IsOn ? $"a run of {pages.Count}" : "");
        byte[] run = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> bytes = run.AsSpan(0, length);
            bytes.Clear();
            Read(pages.First.ToOffset(pageBytes), bytes);
            for (int position = 0; position < pages.Count; position++)
            {
                bytes.Slice(position * pageBytes, pageBytes).CopyTo(pages[position].Bytes);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(run);
        }
    }

    // Behind the end of the file there are zeros, whatever its last extent holds there.
    private void Read(long offset, Span<byte> bytes)
    {
        if (offset < inode.Size)
        {
            int length = (int)Math.Min(bytes.Length, inode.Size - offset);
            content.Read(root, inode, offset, bytes[..length]);
        }
    }
}
