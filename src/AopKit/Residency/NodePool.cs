using System.Numerics;
using AopKit.Checking;

namespace AopKit.Residency;

/// <summary>
/// Gives out index nodes, and runs of 2, 4, 8, … contiguous ones for flat indexes, and takes them back.
/// </summary>
/// <remarks>
/// <para>
/// It takes no lock, because it is used under the gates of spaces: one stack per size, whose head carries a count of
/// changes against reuse between a read and an exchange. The caller has charged the bytes to the budget before.
/// </para>
/// <para>
/// A free node is all zero but for its link. Nobody has to clear it, because a node is given back when nothing is in it
/// (<see cref="IndexNode.IsEmpty"/>); and a lookup that still stands on it reads "empty", and then finds out.
/// </para>
/// </remarks>
internal sealed class NodePool
{
    /// <summary>The number of no node.</summary>
    public const uint None = 0;

    /// <summary>The largest run: 2^20 leaves are 64 million pages.</summary>
    public const int MaxSizeClass = 20;

    /// <summary>
    /// A 16th of the budget may be in runs: each is paid for as a whole, however few pages are in it.
    /// </summary>
    private const int ShareOfRuns = 16;

    private readonly NodeMemory _memory;
    private readonly long _mostInRuns;
    private readonly long[] _heads = new long[MaxSizeClass + 1];
    private long _neverUsed = 1;
    private long _inRuns;

    /// <summary>Makes a pool that can hold as many nodes as a budget pays for.</summary>
    public NodePool(long mostBytes, HugePages hugePages = HugePages.Default)
    {
        _memory = new NodeMemory((uint)Math.Min(int.MaxValue, (mostBytes / IndexNode.Bytes) + 2), hugePages);
        _mostInRuns = mostBytes / IndexNode.Bytes / ShareOfRuns;
    }

    /// <summary>Leaves of all spaces that hold shadow entries and no page.</summary>
    public long ShadowLeafCount;

    /// <summary>
    /// Nodes that searches in order have looked at, for tests that a search looks at no other pages' nodes.
    /// </summary>
    public long SearchedCount;

    /// <summary>Nodes from 0 to here can be read: what a number is compared with before a lookup follows it.</summary>
    public uint ReadableCount => _memory.ReadableCount;

    public IndexNode this[uint node] => _memory[node];

    /// <summary>Whether a slot is no leaf's: what a walk gives that finds nothing.</summary>
    public unsafe bool IsOfNone(long* slot) => slot < _memory[None].Entries + IndexNode.Fanout;

    /// <inheritdoc cref="NodeMemory.Find"/>
    public unsafe long* Find(long tree, long index) => _memory.Find(tree, index);

    /// <summary>Takes a run of 2^<paramref name="sizeClass"/> nodes with contiguous numbers.</summary>
    /// <returns>The first number, or <see cref="None"/>; a single node there is as long as the budget pays for
    /// it.</returns>
    public uint Take(int sizeClass = 0)
    {
        if (TryPop(sizeClass, out uint node) || TryTakeUnused(1L << sizeClass, out node))
        {
            return node;
        }

        for (int larger = sizeClass + 1; larger <= MaxSizeClass; larger++)
        {
            if (TryPop(larger, out node))
            {
                for (int half = larger - 1; half >= sizeClass; half--)
                {
                    Return(node + (1u << half), half);
                }

                return node;
            }
        }

        return None;
    }

    /// <summary>As <see cref="Take"/>, for a flat index; none if all of them together have enough.</summary>
    public uint TakeRun(int sizeClass)
    {
        Schedule.Point(ref _inRuns);
        uint first = Interlocked.Add(ref _inRuns, 1L << sizeClass) <= _mostInRuns ? Take(sizeClass) : None;
        if (first == None)
        {
            Interlocked.Add(ref _inRuns, -(1L << sizeClass));
        }

        return first;
    }

    /// <summary>Gives back what <see cref="TakeRun"/> gave; as <see cref="Return"/>.</summary>
    public void ReturnRun(uint first, int sizeClass)
    {
        Schedule.Point(ref _inRuns);
        Interlocked.Add(ref _inRuns, -(1L << sizeClass));
        Return(first, sizeClass);
    }

    /// <summary>Gives back an empty node, or a run of empty nodes, that no lookup can come to any more from now
    /// on.</summary>
    public void Return(uint node, int sizeClass = 0)
    {
        ref long head = ref _heads[sizeClass];
        ref ulong link = ref _memory[node].Map(IndexTag.Taken);
        while (true)
        {
            Schedule.Point(ref head);
            long seen = Volatile.Read(ref head);
            link = (uint)seen;
            if (Interlocked.CompareExchange(ref head, Next(seen, node), seen) == seen)
            {
                return;
            }
        }
    }

    /// <summary>The size class of a flat index for so many pages, or 0 if it would take more bytes than that.</summary>
    public static int FlatSizeClass(long pageCount, long mostBytes)
    {
        long leaves = Math.Min((pageCount - 1) / IndexNode.Fanout, (1L << MaxSizeClass) - 1) + 1;
        int sizeClass = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((ulong)leaves));
        return pageCount > IndexNode.Fanout && IndexNode.Bytes << sizeClass <= mostBytes ? sizeClass : 0;
    }

    private static long Next(long head, uint node) => ((head >> 32) + 1) << 32 | node;

    private bool TryPop(int sizeClass, out uint node)
    {
        ref long head = ref _heads[sizeClass];
        while (true)
        {
            Schedule.Point(ref head);
            long seen = Volatile.Read(ref head);
            node = (uint)seen;
            if (node == None)
            {
                return false;
            }

            // Somebody may have popped the node already and write to it; then the exchange fails.
            ref ulong link = ref _memory[node].Map(IndexTag.Taken);
            uint next = (uint)Volatile.Read(ref link);
            if (Interlocked.CompareExchange(ref head, Next(seen, next), seen) == seen)
            {
                link = 0;
                return true;
            }
        }
    }

    private bool TryTakeUnused(long count, out uint first)
    {
        Schedule.Point(ref _neverUsed);
        long seen = Volatile.Read(ref _neverUsed);
        while (seen + count <= _memory.Capacity)
        {
            long before = Interlocked.CompareExchange(ref _neverUsed, seen + count, seen);
            if (before == seen)
            {
                _memory.Commit(seen + count);
                first = (uint)seen;
                return true;
            }

            seen = before;
        }

        first = None;
        return false;
    }
}
