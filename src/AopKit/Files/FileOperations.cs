using Microsoft.Win32.SafeHandles;

namespace AopKit.Files;

/// <summary>
/// Reads and writes a plain file at the offsets that page indexes give. The file's end is where <see cref="Length"/>
/// says.
/// </summary>
internal sealed class FileOperations(SafeFileHandle file, int pageSize, long length)
    : IAddressSpaceOperations<NoMetadata>, IReadPages<NoMetadata>, IReadPageAsync<NoMetadata>, IWritePages<NoMetadata>,
        IWritePagesAsync<NoMetadata>
{
    private long _length = length;

    /// <summary>
    /// The length that users see. It grows before the page behind the old end is made dirty, so that writeback never
    /// cuts off what was written.
    /// </summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>The first page that lies behind the end.</summary>
    public PageIndex EndIndex => new((Length + pageSize - 1) / pageSize);

    public void ReadPage(FillPage<NoMetadata> page) => Read(page.Index, page.Bytes);

    public void ReadPages(FillBatch<NoMetadata> pages)
    {
        for (int i = 0; i < pages.Count; i++)
        {
            FillPage<NoMetadata> page = pages[i];
            Read(page.Index, page.Bytes);
        }
    }

    public async ValueTask ReadPageAsync(FillRequest<NoMetadata> page, CancellationToken cancellation)
    {
        long offset = page.Index.ToOffset(pageSize);
        int wanted = BytesOf(offset);
        for (int done = 0; done < wanted;)
        {
            int read = await RandomAccess
                .ReadAsync(file, page.Bytes[done..wanted], offset + done, cancellation)
                .ConfigureAwait(false);
            if (read == 0)
            {
                // Behind what was ever written to the file a page is zero.
                wanted = done;
            }

            done += read;
        }

        page.Bytes.Span[wanted..].Clear();
    }

    public void WritePages(WriteBatch<NoMetadata> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            long offset = (batch.First + i).ToOffset(pageSize);
            RandomAccess.Write(file, batch[i].Bytes[..BytesOf(offset)], offset);
        }
    }

    public async ValueTask WritePagesAsync(WriteRequest<NoMetadata> batch, CancellationToken cancellation)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            long offset = (batch.First + i).ToOffset(pageSize);
            await RandomAccess
                .WriteAsync(file, batch.GetBytes(i)[..BytesOf(offset)], offset, cancellation)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Makes the file at least so long.</summary>
    public void Extend(long length)
    {
        long seen = Length;
        while (seen < length)
        {
            long before = Interlocked.CompareExchange(ref _length, length, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    /// <summary>Sets the length that users see.</summary>
    public void SetLength(long length) => Volatile.Write(ref _length, length);

    /// <summary>How many bytes of a page lie before the end of the file.</summary>
    private int BytesOf(long offset) => (int)Math.Clamp(Length - offset, 0, pageSize);

    private void Read(PageIndex index, Span<byte> bytes)
    {
        long offset = index.ToOffset(pageSize);
        int wanted = BytesOf(offset);
        for (int done = 0; done < wanted;)
        {
            int read = RandomAccess.Read(file, bytes[done..wanted], offset + done);
            if (read == 0)
            {
                // Behind what was ever written to the file a page is zero.
                wanted = done;
            }

            done += read;
        }

        bytes[wanted..].Clear();
    }
}
