namespace AopKit.Samples.Fsblock.Mapping;

/// <summary>
/// Keeps the mapping trees of inodes whose address space has ended, in case the inode comes back: what they say is
/// about blocks of the file system, not about pages or address spaces. Only memory pressure takes from it, the oldest
/// tree first.
/// </summary>
/// <remarks>
/// Thread-safe. The unit of <see cref="Count"/> and <see cref="Scan"/> is one run of blocks. Trees are kept in a list by
/// age, so that a scan never looks for them through their owners.
/// </remarks>
internal sealed class MappingTable : IShrinker
{
    private readonly Lock _lock = new();
    private readonly Dictionary<uint, LinkedListNode<Kept>> _byInode = [];
    private readonly LinkedList<Kept> _byAge = [];
    private long _extentCount;

    /// <summary>The number of trees.</summary>
    public int TreeCount
    {
        get
        {
            lock (_lock)
            {
                return _byAge.Count;
            }
        }
    }

    /// <summary>Keeps the tree of <paramref name="inode"/>, which has no address space any more.</summary>
    public void Keep(uint inode, ExtentMap map)
    {
        var kept = new Kept(inode, map, map.Count);
        if (kept.ExtentCount == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (_byInode.Remove(inode, out LinkedListNode<Kept>? older))
            {
                Forget(older);
            }

            _byInode.Add(inode, _byAge.AddLast(kept));
            Volatile.Write(ref _extentCount, _extentCount + kept.ExtentCount);
        }
    }

    /// <summary>Gives the tree of <paramref name="inode"/> back, which is in use again, or null if there is none.</summary>
    public ExtentMap? Take(uint inode)
    {
        lock (_lock)
        {
            if (!_byInode.Remove(inode, out LinkedListNode<Kept>? node))
            {
                return null;
            }

            Forget(node);
            return node.Value.Map;
        }
    }

    /// <inheritdoc/>
    public long Count(in ShrinkContext context) => Volatile.Read(ref _extentCount);

    /// <inheritdoc/>
    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        lock (_lock)
        {
            while (freed < objectCount && _byAge.First is { } oldest)
            {
                _byInode.Remove(oldest.Value.Inode);
                Forget(oldest);
                freed += oldest.Value.ExtentCount;
            }
        }

        return ShrinkResult.Freed(freed);
    }

    private void Forget(LinkedListNode<Kept> node)
    {
        _byAge.Remove(node);
        Volatile.Write(ref _extentCount, _extentCount - node.Value.ExtentCount);
    }

    private sealed record Kept(uint Inode, ExtentMap Map, int ExtentCount);
}
