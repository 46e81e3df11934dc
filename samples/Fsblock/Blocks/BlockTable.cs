using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// The file system's own table of per-block states, keyed by inode and page: facts about blocks, which neither a page
/// nor an inode takes with it. The shrinker takes the oldest clean ones.
/// </summary>
/// <remarks>
/// Thread-safe. Everything that begins or ends a fact, and tells the observer, happens under one lock, which is held
/// for a few steps and never around a call of anything else. A scan that does not get it at once stops (C5). The unit
/// of <see cref="Count"/> and <see cref="Scan"/> is the state of one page.
/// </remarks>
internal sealed class BlockTable(IFactObserver observer) : IShrinkableTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(uint Inode, long Page), LinkedListNode<Entry>> _byPage = [];
    private readonly LinkedList<Entry> _byAge = [];
    private long _count;
    private long _sizeBytes;

    /// <inheritdoc/>
    public long SizeBytes => Volatile.Read(ref _sizeBytes);

    /// <summary>The state of a page of an inode, or null.</summary>
    public PageBlocks? Find(uint inode, PageIndex page)
    {
        lock (_lock)
        {
            return _byPage.GetValueOrDefault((inode, page.Value))?.Value.Blocks;
        }
    }

    /// <summary>Keeps a state.</summary>
    public void Add(uint inode, PageIndex page, PageBlocks blocks)
    {
        lock (_lock)
        {
            var entry = new Entry(inode, page.Value, blocks);
            _byPage.Add((inode, page.Value), _byAge.AddLast(entry));
            Resize(entry.SizeBytes);
            observer.Attached(entry.Key, blocks.SizeBytes);
        }
    }

    /// <summary>Marks a block, unless the shrinker has taken the page's state meanwhile.</summary>
    public bool Mark(uint inode, PageIndex page, int block, int blockSize)
    {
        lock (_lock)
        {
            if (_byPage.GetValueOrDefault((inode, page.Value))?.Value is not { } entry || !entry.Blocks.Mark(block))
            {
                return false;
            }

            observer.Marked(entry.Key, AddressOf(entry.Blocks, block, blockSize));
            return true;
        }
    }

    /// <summary>Takes a mark off a block, if the page's state is still there.</summary>
    public bool TakeMark(uint inode, PageIndex page, int block, int blockSize)
    {
        lock (_lock)
        {
            if (_byPage.GetValueOrDefault((inode, page.Value))?.Value is not { } entry || !entry.Blocks.TakeMark(block))
            {
                return false;
            }

            observer.Unmarked(entry.Key, AddressOf(entry.Blocks, block, blockSize), FactEnd.Consumed);
            return true;
        }
    }

    /// <summary>Drops blocks of a page, because the file was cut; all of them end the state.</summary>
    public void Drop(uint inode, PageIndex page, int firstBlock, int blockSize)
    {
        lock (_lock)
        {
            if (_byPage.GetValueOrDefault((inode, page.Value)) is { } node)
            {
                Drop(node, firstBlock, blockSize);
            }
        }
    }

    /// <summary>Drops what is known of an inode's blocks from <paramref name="firstBlock"/> of its file on.</summary>
    public void Forget(uint inode, long firstBlock, int blockSize)
    {
        lock (_lock)
        {
            foreach (LinkedListNode<Entry> node in _byPage.Values.Where(node => node.Value.Inode == inode).ToList())
            {
                int blocks = node.Value.Blocks.Count;
                Drop(node, (int)Math.Clamp(firstBlock - node.Value.Page * blocks, 0, blocks), blockSize);
            }
        }
    }

    /// <summary>The file system is closed.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            while (_byAge.First is { } node)
            {
                Remove(node, FactEnd.Dropped);
            }
        }
    }

    /// <inheritdoc/>
    public long Count(in ShrinkContext context) => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!_lock.TryEnter())
        {
            return ShrinkResult.Stop;
        }

        try
        {
            long freed = 0;
            LinkedListNode<Entry>? next = _byAge.First;
            for (long looked = 0; looked < objectCount && next is { } node; looked++)
            {
                next = node.Next;
                if (node.Value.Blocks.TryEnd())
                {
                    Remove(node, FactEnd.Shrunk);
                    freed++;
                }
            }

            return ShrinkResult.Freed(freed);
        }
        finally
        {
            _lock.Exit();
        }
    }

    private static long AddressOf(PageBlocks blocks, int block, int blockSize) =>
        (blocks.DiskBlockOf(block) ?? 0L) * blockSize;

    private void Drop(LinkedListNode<Entry> node, int firstBlock, int blockSize)
    {
        (FactKey key, PageBlocks blocks) = (node.Value.Key, node.Value.Blocks);
        for (int block = firstBlock; block < blocks.Count; block++)
        {
            if (blocks.IsMarked(block))
            {
                observer.Unmarked(key, AddressOf(blocks, block, blockSize), FactEnd.Dropped);
            }

            blocks.Unmap(block);
        }

        if (firstBlock == 0)
        {
            Remove(node, FactEnd.Dropped);
        }
    }

    private void Remove(LinkedListNode<Entry> node, FactEnd end)
    {
        _byAge.Remove(node);
        _byPage.Remove((node.Value.Inode, node.Value.Page));
        Resize(-node.Value.SizeBytes);
        observer.Ended(node.Value.Key, end);
    }

    private void Resize(int bytes)
    {
        Volatile.Write(ref _count, _byAge.Count);
        Volatile.Write(ref _sizeBytes, _sizeBytes + bytes);
    }

    private sealed record Entry(uint Inode, long Page, PageBlocks Blocks)
    {
        // The entry itself, its node in the list and its place in the dictionary take about 150 bytes.
        public int SizeBytes => Blocks.SizeBytes + 150;

        /// <summary>
        /// No page gives this fact its name: the inode in the upper half, the page of its file in the lower.
        /// </summary>
        public FactKey Key => FactKey.OfBlock((long)Inode << 32 | Page);
    }
}
