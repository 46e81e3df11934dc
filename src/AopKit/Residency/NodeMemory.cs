using System.Runtime.ConstrainedExecution;
using AopKit.Frames.Native;

namespace AopKit.Residency;

/// <summary>The native memory of all index nodes of a cache: one range of addresses, used from its beginning.</summary>
/// <remarks>
/// Nodes are type-stable, as frames are: a lookup takes no lock and may stand on a node that was given to another
/// space, so the memory goes with this object, by its finalizer, and not before. A number that a lookup read from such
/// a node is compared with <see cref="ReadableCount"/> before it is followed; a number that is a node's passes, because
/// the count grew before the node was first given out. What was never used is zero.
/// </remarks>
internal sealed unsafe class NodeMemory : CriticalFinalizerObject
{
    private readonly NativeRegion _region;
    private readonly byte* _nodes;
    private readonly Lock _growing = new();
    private long _committedBytes;
    private uint _readableCount;

    public NodeMemory(uint capacity, HugePages hugePages)
    {
        Capacity = capacity;
        _region = NativeRegion.Reserve(
            (capacity * (long)IndexNode.Bytes) + NativeRegion.ChunkBytes - 1 & -NativeRegion.ChunkBytes,
            hugePages);
        _nodes = _region.Base;
    }

    ~NodeMemory()
    {
        // A constructor that failed leaves a null behind.
        _region?.Free();
        if (_committedBytes > 0)
        {
            GC.RemoveMemoryPressure(_committedBytes);
        }
    }

    /// <summary>One more than the highest number that a node can ever have.</summary>
    public uint Capacity { get; }

    /// <summary>Nodes from 0 to here can be read now.</summary>
    public uint ReadableCount => Volatile.Read(ref _readableCount);

    /// <summary>Node 0.</summary>
    public byte* First => _nodes;

    /// <summary>A node by its number, which is below <see cref="ReadableCount"/>.</summary>
    public IndexNode this[uint node] => new((long*)(_nodes + ((ulong)node * IndexNode.Bytes)));

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
            long wanted = (end * IndexNode.Bytes) + NativeRegion.ChunkBytes - 1 & -NativeRegion.ChunkBytes;
            if (wanted > _committedBytes)
            {
                _region.Commit(_committedBytes, wanted - _committedBytes);
                GC.AddMemoryPressure(wanted - _committedBytes);
                _committedBytes = wanted;
                Volatile.Write(ref _readableCount, (uint)Math.Min(Capacity, wanted / IndexNode.Bytes));
            }
        }
    }
}
