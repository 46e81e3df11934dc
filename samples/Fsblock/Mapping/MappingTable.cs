using AopKit.Samples.Fsblock.Blocks;

namespace AopKit.Samples.Fsblock.Mapping;

/// <summary>
/// Keeps the mapping trees of inodes beyond their address space, in case the inode comes back: what they say is about
/// blocks of the file system, not about pages. Only memory pressure takes from it, the oldest tree first.
/// </summary>
/// <remarks>
/// <para>Thread-safe. The unit of <see cref="Count"/> and <see cref="Scan"/> is one run of blocks. Trees are kept in a
/// list by age, so that a scan never looks for them through their owners.</para>
/// <para>A tree has its place from the moment its inode is opened, because closing happens in
/// <c>Release(Forced)</c>, which must not allocate (E10).</para>
/// </remarks>
internal sealed class MappingTable : IShrinkableTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<uint, Place> _places = [];
    private readonly LinkedList<Place> _idleByAge = [];
    private long _idleExtents;

    /// <inheritdoc/>
    public long SizeBytes => Volatile.Read(ref _idleExtents) * ExtentMap.BytesPerExtent;

    /// <summary>Opens the tree of an inode: the kept one if there is one, else a new one.</summary>
    public Place Open(uint inode)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(inode, out Place? place))
            {
                place = new Place(inode);
                _places.Add(inode, place);
            }
            else if (place.Node.List is not null)
            {
                Unlist(place);
                place.Map.BeginLife();
            }

            return place;
        }
    }

    /// <summary>The address space of a tree's inode has ended. Allocates nothing.</summary>
    public void Close(Place place)
    {
        lock (_lock)
        {
            place.ExtentCount = place.Map.Count;
            if (place.ExtentCount == 0)
            {
                _places.Remove(place.Inode);
                return;
            }

            _idleByAge.AddLast(place.Node);
            Volatile.Write(ref _idleExtents, _idleExtents + place.ExtentCount);
        }
    }

    /// <inheritdoc/>
    public long Count(in ShrinkContext context) => Volatile.Read(ref _idleExtents);

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
            while (freed < objectCount && _idleByAge.First is { } oldest)
            {
                Unlist(oldest.Value);
                _places.Remove(oldest.Value.Inode);
                freed += oldest.Value.ExtentCount;
            }

            return ShrinkResult.Freed(freed);
        }
        finally
        {
            _lock.Exit();
        }
    }

    private void Unlist(Place place)
    {
        _idleByAge.Remove(place.Node);
        Volatile.Write(ref _idleExtents, _idleExtents - place.ExtentCount);
    }

    /// <summary>The place of one inode's tree.</summary>
    internal sealed class Place
    {
        internal Place(uint inode)
        {
            Inode = inode;
            Node = new LinkedListNode<Place>(this);
        }

        /// <summary>The tree.</summary>
        public ExtentMap Map { get; } = new();

        internal uint Inode { get; }

        internal LinkedListNode<Place> Node { get; }

        internal int ExtentCount { get; set; }
    }
}
