namespace AopKit.Samples.Fsblock;

/// <summary>
/// What the client knows about the blocks of one page: for each block where it lies on the disk, whether it holds
/// unwritten bytes, and whether it is marked "to be moved". One object with one array per page, however many blocks
/// the page has: with blocks as large as the page the array has one element.
/// </summary>
/// <remarks>
/// <para>Where such an object lives, and with what it dies, is the file system's <c>Placement</c>.</para>
/// <para>Life: clean ⇄ dirty, and from clean to ended. It is dirty while a block of it is. Only a shrinker ends it so
/// (<see cref="TryEnd"/>), because only a shrinker does not hold the page lock; a writer that comes second finds it
/// ended and looks for the next one.</para>
/// <para>Places and marks change under the page lock, or while the page is filled. A writer makes blocks dirty under
/// that lock too, but writeback makes them clean without it, so that flags change by interlocked operations.</para>
/// </remarks>
public sealed class PageBlocks
{
    private const int Clean = 0;
    private const int Dirty = 1;
    private const int Ended = 2;

    private readonly Block[] _blocks;
    private int _life;

    internal PageBlocks(int blockCount) => _blocks = new Block[blockCount];

    [Flags]
    private enum Flags
    {
        Mapped = 1,
        Dirty = 2,
        ToBeMoved = 4,
    }

    /// <summary>The number of blocks in the page.</summary>
    public int Count => _blocks.Length;

    /// <summary>How many of them are marked "to be moved" at this moment.</summary>
    public int MarkCount => _blocks.Count(static block => block.Has(Flags.ToBeMoved));

    /// <summary>Whether a block holds bytes that are not on the disk yet.</summary>
    public bool IsDirty => Volatile.Read(ref _life) == Dirty;

    /// <summary>What such an object takes: two headers, its fields, the array. In bytes.</summary>
    internal int SizeBytes => 48 + 8 * _blocks.Length;

    /// <summary>
    /// Each block's place, "-" for a hole, "!" behind a dirty one, "*" behind one that is to be moved.
    /// </summary>
    public override string ToString() => $"[{string.Join(' ', _blocks.Select(static block => block.ToString()))}]";

    /// <summary>Where a block lies on the disk, or null if it is a hole.</summary>
    internal uint? DiskBlockOf(int block) =>
        _blocks[block].Has(Flags.Mapped) ? _blocks[block].DiskBlock : null;

    /// <summary>Whether a block holds bytes that are not on the disk yet.</summary>
    internal bool IsBlockDirty(int block) => _blocks[block].Has(Flags.Dirty);

    /// <summary>Whether a block is marked "to be moved".</summary>
    internal bool IsMarked(int block) => _blocks[block].Has(Flags.ToBeMoved);

    /// <summary>Says where a block lies.</summary>
    internal void Map(int block, uint diskBlock)
    {
        _blocks[block].DiskBlock = diskBlock;
        Set(block, Flags.Mapped);
    }

    /// <summary>Makes a block a hole: its unwritten bytes and its mark are worth nothing.</summary>
    internal void Unmap(int block)
    {
        Volatile.Write(ref _blocks[block].Word, 0);
        SettleLife();
    }

    /// <summary>Notes that blocks hold unwritten bytes.</summary>
    /// <returns>False if a shrinker has ended the object meanwhile.</returns>
    internal bool TryMakeDirty(int firstBlock, int blockCount)
    {
        // Against TryEnd: one of the two exchanges comes first, and then the other one fails.
        if (Interlocked.CompareExchange(ref _life, Dirty, Clean) == Ended)
        {
            return false;
        }

        for (int block = firstBlock; block < firstBlock + blockCount; block++)
        {
            Set(block, Flags.Dirty);
        }

        return true;
    }

    /// <summary>Notes that a block has been written.</summary>
    internal void MakeClean(int block)
    {
        Clear(block, Flags.Dirty);
        SettleLife();
    }

    /// <summary>Marks a block "to be moved".</summary>
    /// <returns>Whether it had no mark before.</returns>
    internal bool Mark(int block) => !Set(block, Flags.ToBeMoved);

    /// <summary>Takes the mark off a block.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool TakeMark(int block) => Clear(block, Flags.ToBeMoved);

    /// <summary>Ends the object unless it is dirty.</summary>
    internal bool TryEnd() => Interlocked.CompareExchange(ref _life, Ended, Clean) == Clean;

    /// <returns>Whether the flag was set before.</returns>
    private bool Set(int block, Flags flag) =>
        (Interlocked.Or(ref _blocks[block].Word, (int)flag) & (int)flag) != 0;

    /// <returns>Whether the flag was set before.</returns>
    private bool Clear(int block, Flags flag) =>
        (Interlocked.And(ref _blocks[block].Word, ~(int)flag) & (int)flag) != 0;

    // Blocks become dirty and clean under exclusion (the page lock, stable pages), so no block can become dirty between
    // the look and the exchange.
    private void SettleLife()
    {
        if (!Array.Exists(_blocks, static block => block.Has(Flags.Dirty)))
        {
            Interlocked.CompareExchange(ref _life, Clean, Dirty);
        }
    }

    private struct Block
    {
        public uint DiskBlock;
        public int Word;

        public readonly bool Has(Flags flag) => ((Flags)Word & flag) != 0;

        public override readonly string ToString()
        {
            string place = Has(Flags.Mapped) ? $"{DiskBlock}" : "-";
            return $"{place}{(Has(Flags.Dirty) ? "!" : "")}{(Has(Flags.ToBeMoved) ? "*" : "")}";
        }
    }
}
