// source: openzfs/zfs cfc9a5c88f91 https://github.com/openzfs/zfs/commit/cfc9a5c88f91f7b4d606fce89505e1f404691ea5
// title: Writing pages back allocates, and the allocation writes pages back
// story: The write callback held the lock of its file while it fetched the blocks of the tree. The memory for those
// was taken with leave to reclaim, reclaim wrote other pages of the same file, and that call waited for the lock.
//// bad
using System.Threading;
using AopKit;

public sealed class PageNote;

public sealed class TreeFile(AddressSpace<PageNote> tree) : IWritePages<PageNote>
{
    private readonly SemaphoreSlim _file = new(1);

    public void WritePages(WriteBatch<PageNote> batch)
    {
        _file.Wait();
        try
        {
            for (int i = 0; i < batch.Count; i++)
            {
                WritePage<PageNote> page = batch[i];
                using PagePin<PageNote> node = tree.Pin(new PageIndex(page.Index.Value / 512)); // bug
                using PageWriter<PageNote> writer = node.BeginWrite();
                writer.Bytes[(int)(page.Index.Value % 512)] = 1;
            }
        }
        finally
        {
            _file.Release();
        }
    }
}
//// clean
using System.IO;
using System.Threading;
using AopKit;

public sealed class PageNote;

public sealed class TreeFile(AddressSpace<PageNote> tree) : IWritePages<PageNote>
{
    private readonly SemaphoreSlim _file = new(1);

    public void WritePages(WriteBatch<PageNote> batch)
    {
        _file.Wait();
        try
        {
            for (int i = 0; i < batch.Count; i++)
            {
                WritePage<PageNote> page = batch[i];
                if (!tree.TryPin(new PageIndex(page.Index.Value / 512), out PagePin<PageNote> node))
                {
                    throw new IOException("The node is not in memory; the pages stay dirty.");
                }

                using (node)
                {
                    using PageWriter<PageNote> writer = node.BeginWrite();
                    writer.Bytes[(int)(page.Index.Value % 512)] = 1;
                }
            }
        }
        finally
        {
            _file.Release();
        }
    }
}
//// near-miss
using System.Collections.Generic;
using System.Threading;
using AopKit;

public sealed class PageNote;

public sealed class TreeFile(AddressSpace<PageNote> tree) : IWritePages<PageNote>
{
    public HashSet<PageIndex> Written { get; } = [];

    // Not called from writeback, and takes no lock.
    public void Note(PageIndex index)
    {
        using PagePin<PageNote> node = tree.Pin(new PageIndex(index.Value / 512));
        using PageWriter<PageNote> writer = node.BeginWrite();
        writer.Bytes[(int)(index.Value % 512)] = 1;
    }

    private readonly SemaphoreSlim _file = new(1);

    public void WritePages(WriteBatch<PageNote> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            _file.Wait();
            Written.Add(batch[i].Index);
            _file.Release();
        }
    }
}
