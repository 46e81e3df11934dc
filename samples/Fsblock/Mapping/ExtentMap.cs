namespace AopKit.Samples.Fsblock.Mapping;

/// <summary>
/// The block-mapping cache tree of one inode: which runs of its file lie where, as far as somebody asked. It saves the
/// way through the indirect blocks. Whose lifetime: the address space's, so it ends in <c>Release</c>; or the block's,
/// when the file system keeps it in a <see cref="MappingTable"/> until the inode comes back.
/// </summary>
/// <remarks>
/// Runs never overlap. Each belongs to the life of the inode in which it was learned, and runs of different lives are
/// not merged, so that a hit on what an earlier life learned is counted exactly. All members are thread-safe.
/// The lock is held for a few steps in the tree and never around a call of anything else.
/// </remarks>
internal sealed class ExtentMap
{
    /// <summary>
    /// What one run costs: a red-black tree node with its extent and life, headers included, in bytes.
    /// </summary>
    public const int BytesPerExtent = 80;

    private static readonly Comparer<Node> s_byFileBlock =
        Comparer<Node>.Create(static (left, right) => left.Extent.FileBlock.CompareTo(right.Extent.FileBlock));

    private readonly Lock _lock = new();
    private readonly SortedSet<Node> _runs = new(s_byFileBlock);
    private int _life;

    /// <summary>The number of runs.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _runs.Count;
            }
        }
    }

    /// <summary>The inode is back after a time without an address space: what is here now was kept beyond it.</summary>
    public void BeginLife()
    {
        lock (_lock)
        {
            _life++;
        }
    }

    /// <summary>Looks up the run that holds <paramref name="fileBlock"/>, cut so that it begins there.</summary>
    /// <param name="fileBlock">The block, counted in the file.</param>
    /// <param name="extent">The run from that block on.</param>
    /// <param name="kept">Whether an earlier life of the inode had learned it.</param>
    /// <returns>False if nobody has asked for this block yet.</returns>
    public bool TryFind(long fileBlock, out Extent extent, out bool kept)
    {
        lock (_lock)
        {
            if (Floor(fileBlock) is { } node && fileBlock < node.Extent.End)
            {
                extent = node.Extent.From(fileBlock);
                kept = node.Life != _life;
                return true;
            }
        }

        extent = default;
        kept = false;
        return false;
    }

    /// <summary>Adds what is now known of a run, in place of whatever was known before.</summary>
    public void Set(Extent extent)
    {
        lock (_lock)
        {
            CutOut(extent.FileBlock, extent.End);
            if (Floor(extent.FileBlock) is { } before && before.Life == _life && before.Extent.IsContinuedBy(extent))
            {
                _runs.Remove(before);
                extent = before.Extent with { Count = before.Extent.Count + extent.Count };
            }

            if (Floor(extent.End) is { } after && after.Life == _life && extent.IsContinuedBy(after.Extent))
            {
                _runs.Remove(after);
                extent = extent with { Count = extent.Count + after.Extent.Count };
            }

            _runs.Add(new Node(extent, _life));
        }
    }

    /// <summary>Forgets everything from <paramref name="fileBlock"/> on: the file was cut there.</summary>
    public void RemoveFrom(long fileBlock)
    {
        lock (_lock)
        {
            CutOut(fileBlock, long.MaxValue);
        }
    }

    /// <summary>Forgets all.</summary>
    /// <returns>The number of runs that there were.</returns>
    public int Clear()
    {
        lock (_lock)
        {
            int count = _runs.Count;
            _runs.Clear();
            return count;
        }
    }

    private void CutOut(long from, long to)
    {
        if (Floor(from) is { } straddling && straddling.Extent.End > from)
        {
            _runs.Remove(straddling);
            AddIfAny(straddling.Extent.Before(from), straddling.Life);
            if (straddling.Extent.End > to)
            {
                AddIfAny(straddling.Extent.From(to), straddling.Life);
            }
        }

        while (Ceiling(from) is { } inside && inside.Extent.FileBlock < to)
        {
            _runs.Remove(inside);
            if (inside.Extent.End > to)
            {
                AddIfAny(inside.Extent.From(to), inside.Life);
            }
        }
    }

    private void AddIfAny(Extent extent, int life)
    {
        if (extent.Count > 0)
        {
            _runs.Add(new Node(extent, life));
        }
    }

    // A view of a sorted set walks down the tree once; it neither copies nor counts what it shows.
    private Node? Floor(long fileBlock) => _runs.GetViewBetween(At(0), At(fileBlock)).Max;

    private Node? Ceiling(long fileBlock) => _runs.GetViewBetween(At(fileBlock), At(long.MaxValue)).Min;

    private static Node At(long fileBlock) => new(new Extent(fileBlock, 0, 0), 0);

    private sealed record Node(Extent Extent, int Life);
}
