using AopKit.Benchmarks.Peers.Caches;
using AopKit.Benchmarks.Peers.Machine;
using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Suites;

/// <summary>A contestant whose clock runs for the second half of what it does.</summary>
internal abstract class PreparedContestant(string name) : Contestant(name)
{
    public sealed override double Measure(int operations)
    {
        Prepare(operations);
        ThreadClock clock = ThreadClock.Start();
        Work(operations);
        return clock.ReadNanoseconds();
    }

    public sealed override ulong Run(int operations) => (ulong)Measure(operations);

    protected abstract void Prepare(int operations);

    protected abstract void Work(int operations);
}

/// <summary>Fills a file's pages, and times their truncation.</summary>
internal sealed class TruncatedSpace : PreparedContestant, IDisposable
{
    private readonly PageCache _cache = new(new PageCacheOptions { BudgetBytes = 256 << 20 });
    private readonly AddressSpace<Note> _space;

    public TruncatedSpace(string name, IAddressSpaceOperations<Note> client)
        : base(name) => _space = _cache.CreateAddressSpace(client);

    public void Dispose()
    {
        _space.Dispose();
        _cache.Dispose();
    }

    protected override void Prepare(int operations)
    {
        for (int page = 0; page < operations; page++)
        {
            _space.Pin(new PageIndex(page)).Dispose();
        }
    }

    protected override void Work(int operations) => _space.Truncate(0);
}

/// <summary>Fills a peer with a file's pages, and times their removal key by key: it knows no files.</summary>
internal sealed class RemovedKeys<TCache>(string name, TCache cache) : PreparedContestant(name)
    where TCache : struct, IPageCacheUnderTest
{
    protected override void Prepare(int operations)
    {
        for (int key = 0; key < operations; key++)
        {
            cache.ReadOrFill(key);
        }
    }

    protected override void Work(int operations)
    {
        for (int key = 0; key < operations; key++)
        {
            cache.Remove(key);
        }
    }
}

/// <summary>A device that keeps what is written in one piece of memory; alone, it is what a write costs.</summary>
internal sealed class MemoryDevice(int pageCount) : Contestant("the device's copy alone"), IDisposable
{
    private readonly byte[] _content = new byte[pageCount * PageContent.PageSize];
    private readonly byte[] _source = new byte[pageCount * PageContent.PageSize];

    public void Write(long page, ReadOnlySpan<byte> bytes) =>
        bytes.CopyTo(_content.AsSpan((int)page * PageContent.PageSize));

    public override ulong Run(int operations)
    {
        for (int page = 0; page < operations; page++)
        {
            Write(page, _source.AsSpan(page * PageContent.PageSize, PageContent.PageSize));
        }

        return _content[0];
    }

    public void Dispose() => Array.Clear(_content);
}

/// <summary>Changes eight bytes in each page of a file, then writes the file back.</summary>
internal sealed class DirtyAndFlush : Contestant, IAddressSpaceOperations<Note>, IWritePages<Note>, IDisposable
{
    private readonly PageCache _cache = new(new PageCacheOptions { BudgetBytes = 256 << 20 });
    private readonly AddressSpace<Note> _space;
    private readonly MemoryDevice _device;

    public DirtyAndFlush(string name, MemoryDevice device)
        : base(name)
    {
        _device = device;
        _space = _cache.CreateAddressSpace(this);
    }

    public void ReadPage(FillPage<Note> page) => PageContent.Stamp(page.Bytes, page.Index.Value);

    public void WritePages(WriteBatch<Note> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            _device.Write(batch.First.Value + i, batch[i].Bytes);
        }
    }

    public override ulong Run(int operations)
    {
        for (int page = 0; page < operations; page++)
        {
            using PagePin<Note> pin = _space.Pin(new PageIndex(page));
            using PageWriter<Note> writer = pin.BeginWrite();
            PageContent.Stamp(writer.Bytes, page);
        }

        _space.Flush();
        return (ulong)_space.DirtyPageCount;
    }

    public void Dispose()
    {
        _space.Dispose();
        _cache.Dispose();
    }
}
