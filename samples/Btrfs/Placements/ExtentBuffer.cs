using System.Diagnostics;

namespace AopKit.Samples.Btrfs.Placements;

/// <summary>
/// What the client knows about one tree block: that it was checked, and whether it needs defragmenting.
/// </summary>
/// <remarks>
/// <para>Two facts with two lifetimes, which is the point of this sample. "Checked" is about bytes, so it holds for the
/// generations of the pages that were checked, wherever this object is kept. "Needs defrag" is about the block: nothing
/// that happens to a page makes it untrue, yet in most placements it dies with one.</para>
/// <para>The mark is kept at the block's first page, its home: what ends metadata there ends the mark. Its lock, or
/// that of the block table, guards the mark; the rest is written as a whole and may be read at any time.</para>
/// </remarks>
internal sealed class ExtentBuffer : TreeMetadata
{
    // Object, array and their share of a slot; what a shrinker or an observer is told.
    private const int ApproximateBytes = 128;

    private readonly int _pageCount;
    private long[] _checkedGenerations;
    private int _attachCount;

    /// <summary>Makes the buffer of a block that was just checked.</summary>
    /// <param name="address">Its logical address.</param>
    /// <param name="home">The index of its first page.</param>
    /// <param name="generations">The generation of each of its pages.</param>
    public ExtentBuffer(long address, PageIndex home, long[] generations)
    {
        Address = address;
        Home = home;
        _pageCount = generations.Length;
        _checkedGenerations = generations;
    }

    public long Address { get; }

    public PageIndex Home { get; }

    /// <summary>Whether a later pass should move the block to where its neighbour in key order is.</summary>
    public bool NeedsDefrag { get; set; }

    /// <summary>On how many pages it is. A block is alive as long as one of them has it.</summary>
    public int AttachCount => Volatile.Read(ref _attachCount);

    public override string ToString() => $"block {Address}{(NeedsDefrag ? ", needs defrag" : "")}";

    internal override int ChargeBytes => ApproximateBytes / _pageCount;

    /// <summary>Whether the bytes of exactly these pages were checked.</summary>
    public bool IsChecked(ReadOnlySpan<long> generations) =>
        generations.SequenceEqual(Volatile.Read(ref _checkedGenerations));

    /// <summary>Some page was read again, and the block was checked again.</summary>
    public void Recheck(long[] generations) => Volatile.Write(ref _checkedGenerations, generations);

    internal override ExtentBuffer? Find(long block) => block == Address ? this : null;

    internal override void Add(ExtentBuffer block) => Debug.Assert(block.Address == Address, "A page holds one block.");

    internal override int MarksAt(PageIndex page) => page == Home && NeedsDefrag ? 1 : 0;

    internal override void Attached() => Interlocked.Increment(ref _attachCount);

    internal override void Ended(PageIndex page)
    {
        int count = Interlocked.Decrement(ref _attachCount);
        Debug.Assert(count >= 0, "A buffer ended on more pages than it was attached to.");
        if (page == Home)
        {
            NeedsDefrag = false;
        }
    }
}
