using System.Numerics;

namespace AopKit.Residency;

/// <content>Searches in order. The space's gate is held. Each looks at two nodes per level at the most.</content>
internal partial struct RadixIndex
{
    /// <summary>The first page from an index on that is in the cache (or leaving it).</summary>
    public readonly bool TryNextTaken(long from, out long index) => TryNextTagged(from, IndexTag.Taken, out index);

    /// <summary>The first page from an index on with a tag.</summary>
    public readonly bool TryNextTagged(long from, IndexTag tag, out long index)
    {
        bool found = TryNextLeaf(from, tag, out _, out long first, out ulong bits);
        index = found ? first + BitOperations.TrailingZeroCount(bits) : 0;
        return found;
    }

    /// <summary>
    /// The pages from an index on that are in the cache (or leaving it), in order: as many as there is room for.
    /// </summary>
    /// <param name="from">The first index that counts.</param>
    /// <param name="end">The first index that does not; <see cref="long.MaxValue"/>: there is no end.</param>
    /// <param name="indexes">Where the indexes go.</param>
    /// <returns>How many were found; fewer than there is room for only if there are no more.</returns>
    public readonly int FindTaken(long from, long end, Span<long> indexes)
    {
        int count = 0;
        while (count < indexes.Length && TryNextLeaf(from, IndexTag.Taken, out _, out long first, out ulong bits))
        {
            for (; bits != 0 && count < indexes.Length; bits &= bits - 1)
            {
                long index = first + BitOperations.TrailingZeroCount(bits);
                if (index >= end && end != long.MaxValue)
                {
                    return count;
                }

                indexes[count++] = index;
            }

            from = unchecked(first + IndexNode.Fanout);
        }

        return count;
    }

    /// <summary>The first index from one on, before an end, at which no page is; the end if there is none.</summary>
    public readonly long NextHole(long from, long end)
    {
        Span<uint> path = stackalloc uint[MaxLevels];
        while (from < end && FindPath(from, path) >= 0)
        {
            ulong holes = ~_nodes[path[0]].Map(IndexTag.Taken) & (ulong.MaxValue << ChildOf(from, 0));
            long first = from & -IndexNode.Fanout;
            if (holes != 0)
            {
                return Math.Min(end, first + BitOperations.TrailingZeroCount(holes));
            }

            from = unchecked(first + IndexNode.Fanout);
            if (from < 0)
            {
                return end;
            }
        }

        return Math.Min(from, end);
    }

    /// <summary>The first leaf from an index on with a tag.</summary>
    /// <param name="from">The first index that counts.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="first">The index of its first slot.</param>
    /// <param name="bits">Which of its slots have the tag and count.</param>
    private readonly bool TryNextLeaf(long from, IndexTag tag, out uint leaf, out long first, out ulong bits)
    {
        (leaf, first, bits) = (IndexRoot.Node(_tree), 0, 0);
        int levels = IndexRoot.Levels(_tree);
        return from >= 0 && leaf != NodePool.None && LevelsFor(from) <= levels
            && TryNextLeaf(leaf, levels, from, tag, out leaf, out first, out bits);
    }

    private readonly bool TryNextLeaf(
        uint node, int level, long from, IndexTag tag, out uint leaf, out long first, out ulong bits)
    {
        _nodes.SearchedCount++;
        int start = ChildOf(from, level);
        ulong found = _nodes[node].Map(tag) & (ulong.MaxValue << start);
        if (level == 0)
        {
            (leaf, first, bits) = (node, from & -IndexNode.Fanout, found);
            return found != 0;
        }

        for (; found != 0; found &= found - 1)
        {
            // The first child is searched from the index on, a later one from its beginning.
            int child = BitOperations.TrailingZeroCount(found);
            int shift = level * LevelBits;
            long begin = child == start
                ? from
                : (from >> shift >> LevelBits << LevelBits << shift) | ((long)child << shift);
            if (TryNextLeaf(
                (uint)_nodes[node].Entry(child), level - 1, begin, tag, out leaf, out first, out bits))
            {
                return true;
            }
        }

        (leaf, first, bits) = (NodePool.None, 0, 0);
        return false;
    }
}
