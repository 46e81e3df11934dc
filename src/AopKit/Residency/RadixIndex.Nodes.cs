namespace AopKit.Residency;

/// <content>How nodes come into the tree and leave it. The space's gate is held.</content>
internal unsafe partial struct RadixIndex
{
    /// <summary>Adds what is missing between the root and the leaf of an index.</summary>
    /// <returns>The level of the top.</returns>
    private int AddPath(long index, Span<uint> path)
    {
        if (_tree == 0 && flatSizeClass > 0)
        {
            BeginFlat();
        }

        int levels = GrowTo(LevelsFor(index), index);
        uint node = IndexRoot.Node(_tree);
        for (int level = levels; level > 0; level--)
        {
            path[level] = node;
            ref long child = ref _nodes[node].Entry(ChildOf(index, level));
            if (child == NodePool.None)
            {
                IndexSlot.Write(ref child, level == 1 ? TakeLeaf(index) : TakeNode());
            }

            node = (uint)child;
        }

        path[0] = node;
        return levels;
    }

    private void BeginFlat()
    {
        // Where there is no room for a run, the tree alone does as well.
        uint first = _nodes.TakeRun(flatSizeClass);
        if (first != NodePool.None)
        {
            NodeCount += 1 << flatSizeClass;
            FlatSlots = _nodes[first].Entries;
            IndexSlot.Write(ref FlatPageCount, (long)IndexNode.Fanout << flatSizeClass);
            SetRoot(IndexRoot.Flat(first, flatSizeClass), nodesTakenOut: false);
        }
    }

    /// <summary>Makes the tree so high; what there was lies below the first entry of what is put on top.</summary>
    private int GrowTo(int levels, long index)
    {
        uint top = IndexRoot.Node(_tree);
        int level = IndexRoot.Levels(_tree);
        if (top == NodePool.None)
        {
            (top, level) = (levels == 0 ? TakeLeaf(index) : TakeNode(), levels);
        }

        for (; level < levels; level++)
        {
            uint above = TakeNode();
            _nodes[above].Entry(0) = top;
            for (IndexTag tag = IndexTag.Taken; tag <= IndexTag.Writeback; tag++)
            {
                _nodes[above].Map(tag) = _nodes[top].Map(tag) == 0 ? 0UL : 1UL;
            }

            top = above;
        }

        SetTree(IndexRoot.Tree(top, level), nodesTakenOut: false);
        return level;
    }

    private uint TakeLeaf(long index)
    {
        long root = _root;
        return IndexRoot.IsFlat(root) && IsInFlat(index, IndexRoot.Levels(root))
            ? IndexRoot.Node(root) + (uint)(index >> LevelBits)
            : TakeNode();
    }

    private uint TakeNode()
    {
        uint node = _nodes.Take();
        if (node == NodePool.None)
        {
            throw new InvalidOperationException("The index has used all the nodes that the budget pays for (E14).");
        }

        NodeCount++;
        return node;
    }

    /// <summary>Takes out an empty leaf, and what is empty above it then.</summary>
    private void TakeOut(ReadOnlySpan<uint> path, long index)
    {
        Forget(ref _arrived, index);
        Forget(ref _left, index);
        int level = 0;
        while (level < path.Length && _nodes[path[level]].IsEmpty)
        {
            level++;
            if (level < path.Length)
            {
                IndexSlot.Write(ref _nodes[path[level]].Entry(ChildOf(index, level)), NodePool.None);
            }
        }

        long root = _root;
        bool isAll = level == path.Length;
        bool isFlat = IndexRoot.IsFlat(root);
        bool isFlatLeaf = isFlat && IsInFlat(index, IndexRoot.Levels(root));
        if (isAll && isFlat)
        {
            IndexSlot.Write(ref FlatPageCount, 0);
            SetRoot(NodePool.None, nodesTakenOut: true);
        }

        SetTree(isAll ? NodePool.None : _tree, nodesTakenOut: true);

        // Only now: from here on the nodes may be another space's.
        for (int node = isFlatLeaf ? 1 : 0; node < level; node++)
        {
            _nodes.Return(path[node]);
            NodeCount--;
        }

        if (isAll && isFlat)
        {
            _nodes.ReturnRun(IndexRoot.Node(root), IndexRoot.Levels(root));
            NodeCount -= 1 << IndexRoot.Levels(root);
        }
    }

    private static void Forget(ref long hint, long index)
    {
        if (LeafHint.IsFor(hint, index))
        {
            IndexSlot.Write(ref hint, LeafHint.None);
        }
    }

    private void SetTree(long tree, bool nodesTakenOut)
    {
        IndexSlot.Write(ref _tree, tree);
        SetRoot(IndexRoot.IsFlat(_root) ? _root : tree, nodesTakenOut);
    }

    private void SetRoot(long root, bool nodesTakenOut) =>
        IndexSlot.Write(ref _root, IndexRoot.After(_root, root, nodesTakenOut));
}
