using System.Numerics;

namespace AopKit.Residency;

/// <content>What changes the index. The space's gate is held.</content>
internal unsafe partial struct RadixIndex
{
    /// <summary>
    /// How many bytes of nodes an insert at the index would add, if nothing changes meanwhile. Needs no gate: then it
    /// is a guess.
    /// </summary>
    /// <param name="index">The index.</param>
    /// <param name="slot">What its slot holds; without the gate a guess as well.</param>
    public long BytesToInsert(long index, out long slot)
    {
        // Most of the time the leaf is there. One that lies flat may be unknown to the tree.
        long* place = FindSlot(index, out long root);
        slot = IndexSlot.Read(ref *place);
        return _nodes.IsOfNone(place) || IndexRoot.IsFlat(root) ? BytesMissing(index) : 0;
    }

    private readonly long BytesMissing(long index)
    {
        int levels = LevelsFor(index);
        uint node = IndexRoot.Node(_tree);
        int level = IndexRoot.Levels(_tree);
        long missing;
        if (node == NodePool.None)
        {
            missing = levels + 1 + (flatSizeClass > 0 ? 1L << flatSizeClass : 0);
            return (missing - (IsInFlat(index, flatSizeClass) ? 1 : 0)) * IndexNode.Bytes;
        }

        missing = levels > level ? levels - level + levels : 0;
        for (; missing == 0 && level > 0 && node < _nodes.ReadableCount; level--)
        {
            node = (uint)_nodes[node].Entry(ChildOf(index, level));
            missing = node == NodePool.None ? level : 0;
        }

        bool ownsLeaf = IndexRoot.IsFlat(_root) && IsInFlat(index, IndexRoot.Levels(_root));
        return missing == 0 ? 0 : (missing - (ownsLeaf ? 1 : 0)) * IndexNode.Bytes;
    }

    /// <summary>Writes a slot; adds the nodes that it needs, takes out those that are empty then.</summary>
    /// <returns>Bytes of nodes added, or taken out (negative).</returns>
    public long Write(long index, long content)
    {
        ref long hint = ref IndexSlot.IsTaken(content) ? ref _arrived : ref _left;
        uint leaf = LeafHint.IsFor(hint, index) ? LeafHint.Node(hint) : FindLeaf(index);
        if (leaf == NodePool.None || !_nodes[leaf].TryWrite(ChildOf(index, 0), content))
        {
            return WriteAndMark(index, content);
        }

        if (!LeafHint.IsFor(hint, index))
        {
            IndexSlot.Write(ref hint, LeafHint.For(leaf, index));
        }

        return 0;
    }

    /// <summary>The leaf of an index, if there is one. One that lies flat may be unknown to the tree.</summary>
    private readonly uint FindLeaf(long index)
    {
        if (IndexRoot.IsFlat(_root) && IsInFlat(index, IndexRoot.Levels(_root)))
        {
            return IndexRoot.Node(_root) + (uint)(index >> LevelBits);
        }

        uint node = IndexRoot.Node(_tree);
        int level = IndexRoot.Levels(_tree);
        if (node == NodePool.None || !IsCovered(index, level))
        {
            return NodePool.None;
        }

        for (; level > 0 && node != NodePool.None; level--)
        {
            node = (uint)_nodes[node].Entry(ChildOf(index, level));
        }

        return node;
    }

    private long WriteAndMark(long index, long content)
    {
        int before = NodeCount;
        Span<uint> path = stackalloc uint[MaxLevels];
        int levels = FindPath(index, path);
        if (levels < 0)
        {
            if (content == IndexSlot.Empty)
            {
                return 0;
            }

            levels = AddPath(index, path);
        }

        IndexNode leaf = _nodes[path[0]];
        int shadowLeaves = leaf.HoldsOnlyShadows ? -1 : 0;
        Mark(path[..(levels + 1)], index, IndexTag.Taken, IndexSlot.IsTaken(content));
        Mark(path[..(levels + 1)], index, IndexTag.Shadow, IndexSlot.IsShadow(content));
        if (!IndexSlot.IsResident(content))
        {
            Mark(path[..(levels + 1)], index, IndexTag.Dirty, false);
            Mark(path[..(levels + 1)], index, IndexTag.Writeback, false);
        }

        CountShadowLeaves(shadowLeaves + (leaf.HoldsOnlyShadows ? 1 : 0));
        IndexSlot.Write(ref leaf.Entry(ChildOf(index, 0)), content);
        if (leaf.IsEmpty)
        {
            TakeOut(path[..(levels + 1)], index);
        }

        return (NodeCount - before) * (long)IndexNode.Bytes;
    }

    /// <summary>Sets or clears the dirty or writeback tag of a page.</summary>
    /// <returns>Whether it changed.</returns>
    public bool SetTag(long index, IndexTag tag, bool value)
    {
        Span<uint> path = stackalloc uint[MaxLevels];
        int levels = FindPath(index, path);
        return levels >= 0 && Mark(path[..(levels + 1)], index, tag, value);
    }

    /// <summary>
    /// Takes out leaves that hold shadow entries and no page, in order, with a bounded number of looks.
    /// </summary>
    /// <param name="from">Where to begin, and then where to go on; 0 when the end was reached.</param>
    /// <param name="maxLeaves">How many leaves to look at, at the most.</param>
    /// <param name="spaceId">The space, for the policy.</param>
    /// <param name="policy">Says which entries are spent; null: all are.</param>
    /// <returns>Bytes of nodes taken out.</returns>
    public long PruneShadows(ref long from, int maxLeaves, int spaceId, IResidencyPolicy? policy)
    {
        int before = NodeCount;
        Span<uint> path = stackalloc uint[MaxLevels];
        for (int looked = 0; looked < maxLeaves; looked++)
        {
            if (ShadowLeafCount == 0 || !TryNextLeaf(from, IndexTag.Shadow, out uint node, out long first, out _))
            {
                from = 0;
                break;
            }

            IndexNode leaf = _nodes[node];
            if (leaf.HoldsOnlyShadows && AreSpent(leaf, first, spaceId, policy))
            {
                int levels = FindPath(first, path);
                ClearShadows(path[..(levels + 1)], first);
            }

            // Past the last leaf of 63 bits the sum is negative.
            from = Math.Max(0, unchecked(first + IndexNode.Fanout));
            if (from == 0)
            {
                break;
            }
        }

        return (before - NodeCount) * (long)IndexNode.Bytes;
    }

    private static bool IsInFlat(long index, int sizeClass) => sizeClass > 0 && (index >> LevelBits >> sizeClass) == 0;

    private static bool AreSpent(IndexNode leaf, long first, int spaceId, IResidencyPolicy? policy)
    {
        ulong left = policy is null ? 0 : leaf.Map(IndexTag.Shadow);
        for (; left != 0; left &= left - 1)
        {
            int position = BitOperations.TrailingZeroCount(left);
            if (!policy!.IsSpent(spaceId, first + position, IndexSlot.Stamp(leaf.Entry(position))))
            {
                return false;
            }
        }

        return true;
    }

    private void ClearShadows(ReadOnlySpan<uint> path, long first)
    {
        IndexNode leaf = _nodes[path[0]];
        ref ulong shadows = ref leaf.Map(IndexTag.Shadow);
        for (; shadows != 0; shadows &= shadows - 1)
        {
            int position = BitOperations.TrailingZeroCount(shadows);
            IndexSlot.Write(ref leaf.Entry(position), IndexSlot.Empty);
            if ((shadows & (shadows - 1)) == 0)
            {
                // The last one: what is above has to know.
                Mark(path, first + position, IndexTag.Shadow, false);
                break;
            }
        }

        CountShadowLeaves(-1);
        TakeOut(path, first);
    }

    private void CountShadowLeaves(int change)
    {
        if (change != 0)
        {
            ShadowLeafCount += change;
            Interlocked.Add(ref _nodes.ShadowLeafCount, change);
        }
    }

    /// <summary>Finds the nodes from the leaf of an index (first) to the top.</summary>
    /// <returns>The level of the top, or -1 if there is no leaf.</returns>
    private readonly int FindPath(long index, Span<uint> path)
    {
        uint node = IndexRoot.Node(_tree);
        int levels = IndexRoot.Levels(_tree);
        if (LevelsFor(index) > levels)
        {
            return -1;
        }

        for (int level = levels; node != NodePool.None; level--)
        {
            path[level] = node;
            if (level == 0)
            {
                return levels;
            }

            node = (uint)_nodes[node].Entry(ChildOf(index, level));
        }

        return -1;
    }

    /// <summary>Sets or clears a tag in a leaf, and above it as far as that says something new.</summary>
    /// <returns>Whether it changed.</returns>
    private readonly bool Mark(ReadOnlySpan<uint> path, long index, IndexTag tag, bool value)
    {
        for (int level = 0; level < path.Length; level++)
        {
            ref ulong map = ref _nodes[path[level]].Map(tag);
            ulong before = map;
            ulong bit = 1UL << ChildOf(index, level);
            map = value ? before | bit : before & ~bit;
            if (level == 0 && map == before)
            {
                return false;
            }

            if ((map == 0) == (before == 0))
            {
                break;
            }
        }

        return true;
    }
}
