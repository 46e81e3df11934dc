using System.Runtime.ConstrainedExecution;
using AopKit.Frames.Native;

namespace AopKit.Residency;

/// <summary>
/// The native memory of all index nodes of a cache: a range of addresses for entries and one for maps, used from their
/// beginning.
/// </summary>
/// <remarks>
/// Nodes are type-stable, as frames are: a lookup takes no lock and may stand on a node that was given to another
/// space, so the memory goes with this object, by its finalizer, and not before. A number that a lookup read from such
/// a node is compared with <see cref="ReadableCount"/> before it is followed; a number that is a node's passes, because
/// the count grew before the node was first given out. What was never used is zero.
/// </remarks>
internal sealed unsafe class NodeMemory : CriticalFinalizerObject
{
    private const int LevelBits = 6;

    private readonly NativeRegion _entries;
    private readonly NativeRegion _maps;
    private readonly long* _firstEntry;
    private readonly ulong* _firstMap;
    private readonly Lock _growing = new();
    private long _committedEntries;
    private long _committedMaps;
    private uint _readableCount;

    public NodeMemory(uint capacity, HugePages hugePages)
    {
        Capacity = capacity;
        _entries = NativeRegion.Reserve(
            InChunks(capacity * (long)IndexNode.EntriesBytes),
            NativeRegion.Fitting(hugePages, capacity * (long)IndexNode.EntriesBytes));
        _maps = NativeRegion.Reserve(InChunks(capacity * (long)IndexNode.MapsBytes), HugePages.Default);
        _firstEntry = (long*)_entries.Base;
        _firstMap = (ulong*)_maps.Base;

        // Node 0 is no node, and its entries stay empty: where a walk ends that finds nothing.
        Commit(1);
    }

    ~NodeMemory()
    {
        // A constructor that failed leaves nulls behind.
        _entries?.Free();
        _maps?.Free();
        if (_committedEntries + _committedMaps is > 0 and long bytes)
        {
            GC.RemoveMemoryPressure(bytes);
        }
    }

    /// <summary>One more than the highest number that a node can ever have.</summary>
    public uint Capacity { get; }

    /// <summary>Nodes from 0 to here can be read now.</summary>
    public uint ReadableCount => Volatile.Read(ref _readableCount);

    /// <summary>A node by its number, which is below <see cref="ReadableCount"/>.</summary>
    public IndexNode this[uint node] => new(
        _firstEntry + ((nint)node * IndexNode.Fanout),
        (ulong*)((byte*)_firstMap + ((nint)node * IndexNode.MapsBytes)));

    /// <summary>
    /// Walks down a tree to the slot of a page, wherever that leads if the tree's nodes are another space's by now.
    /// </summary>
    /// <param name="tree">The tree, as <see cref="IndexRoot"/> writes it.</param>
    /// <param name="index">The page.</param>
    /// <returns>The slot; an empty one if the tree has no leaf for the page.</returns>
    public long* Find(long tree, long index)
    {
        long* entries = _firstEntry;
        uint readable = ReadableCount;
        uint node = IndexRoot.Node(tree);
        int shift = IndexRoot.Levels(tree) * LevelBits;

        // In two steps, because a shift by 64 or more is one by less.
        if (index >> shift >> LevelBits != 0)
        {
            return entries;
        }

        for (; shift > 0; shift -= LevelBits)
        {
            node = (uint)IndexSlot.Read(ref entries[SlotOf(node, index >> shift)]);

            // Nodes may be made since, and what is read on a node of another life may be anything.
            if (node >= readable)
            {
                return entries;
            }
        }

        return entries + SlotOf(node, index);
    }

    /// <summary>Sees to it that nodes can be used.</summary>
    /// <param name="end">One more than the highest of them; at most <see cref="Capacity"/>.</param>
    /// <exception cref="InsufficientMemoryException">The system has no memory; nothing has changed.</exception>
    public void Commit(long end)
    {
        if (end <= ReadableCount)
        {
            return;
        }

        lock (_growing)
        {
            CommitTo(_entries, ref _committedEntries, end * IndexNode.EntriesBytes);
            CommitTo(_maps, ref _committedMaps, end * IndexNode.MapsBytes);
            long readable = Math.Min(
                _committedEntries / IndexNode.EntriesBytes, _committedMaps / IndexNode.MapsBytes);
            Volatile.Write(ref _readableCount, (uint)Math.Min(Capacity, readable));
        }
    }

    private static nint SlotOf(uint node, long index) =>
        ((nint)node * IndexNode.Fanout) + ((nint)index & (IndexNode.Fanout - 1));

    private static void CommitTo(NativeRegion region, ref long committed, long bytes)
    {
        long wanted = InChunks(bytes);
        if (wanted > committed)
        {
            region.Commit(committed, wanted - committed);
            GC.AddMemoryPressure(wanted - committed);
            committed = wanted;
        }
    }

    private static long InChunks(long bytes) => (bytes + NativeRegion.ChunkBytes - 1) & -NativeRegion.ChunkBytes;
}
