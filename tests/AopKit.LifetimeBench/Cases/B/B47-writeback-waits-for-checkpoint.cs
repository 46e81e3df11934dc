// source: torvalds/linux df77fbd8c5b2 https://github.com/torvalds/linux/commit/df77fbd8c5b222c680444801ffd20e8bbc90a56e
// title: Writeback waits for the lock that a checkpoint holds while it waits for writeback
// story: Single pages were written with a try at the checkpoint lock; the new path for compressed clusters took it
// with a wait, while it held the pages of the cluster. A checkpoint holds that lock until all pages are written.
//// bad
using AopKit;

public sealed class PageNote;

public sealed class LoggedFile(AddressSpace<PageNote> file) : IWritePages<PageNote>
{
    private readonly object _checkpoint = new();
    private long _written;

    public void Checkpoint()
    {
        lock (_checkpoint)
        {
            file.Flush(); // bug
        }
    }

    public void WritePages(WriteBatch<PageNote> batch)
    {
        lock (_checkpoint) // bug
        {
            _written += batch.Count;
        }
    }
}
//// clean
using System.IO;
using System.Threading;
using AopKit;

public sealed class PageNote;

public sealed class LoggedFile(AddressSpace<PageNote> file) : IWritePages<PageNote>
{
    private readonly object _checkpoint = new();
    private long _written;

    public void Checkpoint()
    {
        lock (_checkpoint)
        {
            file.Flush();
        }
    }

    public void WritePages(WriteBatch<PageNote> batch)
    {
        if (!Monitor.TryEnter(_checkpoint))
        {
            throw new IOException("A checkpoint is under way; the pages stay dirty.");
        }

        _written += batch.Count;
        Monitor.Exit(_checkpoint);
    }
}
//// near-miss
using AopKit;

public sealed class PageNote;

public sealed class LoggedFile(AddressSpace<PageNote> file) : IWritePages<PageNote>
{
    private readonly object _checkpoint = new();
    private long _written;

    public long LastCheckpoint { get; private set; }

    public void Checkpoint()
    {
        file.Flush();
        lock (_checkpoint)
        {
            LastCheckpoint = _written;
        }
    }

    public void WritePages(WriteBatch<PageNote> batch)
    {
        lock (_checkpoint)
        {
            _written += batch.Count;
        }
    }
}
