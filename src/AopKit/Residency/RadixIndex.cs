using System.Numerics;
using System.Runtime.CompilerServices;

namespace AopKit.Residency;

/// <summary>
/// Which pages of one address space are in the cache, in order: a radix tree of 64-way nodes over 8-byte slots.
/// </summary>
/// <remarks>
/// Lookups take no lock: nodes are only added above or below, and a node that is taken out holds no resident slot any
/// more, so that a lookup that still stands on it finds nothing. Everything that changes the tree or a slot holds the
/// space's gate.
/// </remarks>
internal sealed class RadixIndex
{
    public const int Fanout = 64;

    /// <summary>What a node is charged to the budget with: 64 slots of 8 bytes and its object.</summary>
    public const int NodeBytes = 640;

    private const int LevelBits = 6;
    private const int MaxLevels = 11;

    private RadixRoot? _root;

    /// <summary>Nodes in the tree.</summary>
    public int NodeCount { get; private set; }

    /// <summary>Leaves that hold shadow entries and no page: what <see cref="PruneShadows"/> can take out.</summary>
    public long ShadowLeafCount { get; private set; }

    /// <summary>The slot of a page, or a null reference if no leaf holds it.</summary>
    public ref long FindSlot(long index)
    {
        RadixLeaf? leaf = FindLeaf(index);
        return ref leaf is null ? ref Unsafe.NullRef<long>() : ref leaf.Slots[(int)(index & (Fanout - 1))];
    }

    /// <summary>The slot's content; empty if no leaf holds it.</summary>
    public long ReadSlot(long index)
    {
        RadixLeaf? leaf = FindLeaf(index);
        return leaf is null ? IndexSlot.Empty : IndexSlot.Read(ref leaf.Slots[(int)(index & (Fanout - 1))]);
    }

    /// <summary>How many bytes of nodes an insert at the index would add, if nothing changes meanwhile.</summary>
    public int BytesToInsert(long index)
    {
        if (FindLeaf(index) is not null)
        {
            return 0;
        }

        RadixRoot? root = _root;
        int levels = LevelsFor(index);
        int nodes = root is null ? levels + 1 : Math.Max(levels - root.Levels, 0) + Math.Max(levels, root.Levels) + 1;
        return nodes * NodeBytes;
    }

    /// <summary>Writes a slot; adds the nodes that it needs. Gate held.</summary>
    /// <returns>Bytes of nodes added, or taken out (negative).</returns>
    public int Write(long index, long content)
    {
        int before = NodeCount;
        RadixLeaf? leaf = FindLeaf(index);
        if (leaf is null)
        {
            if (content == IndexSlot.Empty)
            {
                return 0;
            }

            leaf = AddLeaf(index);
        }

        int position = (int)(index & (Fanout - 1));
        long old = leaf.Slots[position];
        ShadowLeafCount -= leaf.HoldsOnlyShadows ? 1 : 0;
        leaf.TakenCount += (IndexSlot.IsTaken(content) ? 1 : 0) - (IndexSlot.IsTaken(old) ? 1 : 0);
        leaf.ShadowCount += (IndexSlot.IsShadow(content) ? 1 : 0) - (IndexSlot.IsShadow(old) ? 1 : 0);
        ShadowLeafCount += leaf.HoldsOnlyShadows ? 1 : 0;
        if (!IndexSlot.IsResident(content))
        {
            leaf.DirtyTags &= ~(1UL << position);
            leaf.WritebackTags &= ~(1UL << position);
        }

        IndexSlot.Write(ref leaf.Slots[position], content);
        if (leaf.TakenCount == 0 && leaf.ShadowCount == 0)
        {
            RemoveLeaf(leaf);
        }

        return (NodeCount - before) * NodeBytes;
    }

    /// <summary>Sets or clears the dirty or writeback tag of a page. Gate held.</summary>
    /// <returns>Whether it changed.</returns>
    public bool SetTag(long index, IndexTag tag, bool value)
    {
        RadixLeaf? leaf = FindLeaf(index);
        if (leaf is null)
        {
            return false;
        }

        ref ulong tags = ref tag == IndexTag.Dirty ? ref leaf.DirtyTags : ref leaf.WritebackTags;
        ulong bit = 1UL << (int)(index & (Fanout - 1));
        bool was = (tags & bit) != 0;
        tags = value ? tags | bit : tags & ~bit;
        return was != value;
    }

    /// <summary>The first page from an index on that is in the cache (or leaving it). Gate held.</summary>
    public bool TryNextTaken(long from, out long index) =>
        TryNext(
            from, static leaf => ~0UL, static (leaf, position) => IndexSlot.IsTaken(leaf.Slots[position]), out index);

    /// <summary>The first page from an index on with a tag. Gate held.</summary>
    public bool TryNextTagged(long from, IndexTag tag, out long index) =>
        tag == IndexTag.Dirty
            ? TryNext(from, static leaf => leaf.DirtyTags, static (_, _) => true, out index)
            : TryNext(from, static leaf => leaf.WritebackTags, static (_, _) => true, out index);

    /// <summary>Takes out leaves that hold only shadow entries. Gate held.</summary>
    /// <returns>Bytes of nodes taken out.</returns>
    public int PruneShadows(int maxLeaves)
    {
        int before = NodeCount;
        long from = 0;
        for (int pruned = 0; pruned < maxLeaves && NextLeaf(from) is { } leaf;)
        {
            if (leaf.HoldsOnlyShadows)
            {
                ShadowLeafCount--;
                Array.Clear(leaf.Slots);
                leaf.ShadowCount = 0;
                RemoveLeaf(leaf);
                pruned++;
            }

            if (leaf.FirstIndex > long.MaxValue - Fanout)
            {
                break;
            }

            from = leaf.FirstIndex + Fanout;
        }

        return (before - NodeCount) * NodeBytes;
    }

    private static int LevelsFor(long index)
    {
        int bits = 64 - BitOperations.LeadingZeroCount((ulong)index);
        return Math.Max(0, ((bits + LevelBits - 1) / LevelBits) - 1);
    }

    private static bool Covers(RadixRoot root, long index) => LevelsFor(index) <= root.Levels;

    private static int ChildOf(long index, int level) => (int)((index >> (level * LevelBits)) & (Fanout - 1));

    private RadixLeaf? FindLeaf(long index)
    {
        RadixRoot? root = Volatile.Read(ref _root);
        if (root is null || !Covers(root, index))
        {
            return null;
        }

        object? node = root.Node;
        for (int level = root.Levels; level > 0 && node is not null; level--)
        {
            node = Volatile.Read(ref Unsafe.As<RadixInner>(node).Children[ChildOf(index, level)]);
        }

        return Unsafe.As<RadixLeaf>(node);
    }

    private RadixLeaf AddLeaf(long index)
    {
        RadixRoot root = GrowTo(index);
        if (root.Levels == 0)
        {
            return (RadixLeaf)root.Node;
        }

        var inner = (RadixInner)root.Node;
        while (true)
        {
            ref object? child = ref inner.Children[ChildOf(index, inner.Level)];
            if (child is null)
            {
                long first = inner.Level == 1 ? index & -Fanout : index & -(1L << (inner.Level * LevelBits));
                object added = inner.Level == 1
                    ? new RadixLeaf(inner, first)
                    : new RadixInner(inner, inner.Level - 1, first);
                NodeCount++;
                inner.ChildCount++;
                Volatile.Write(ref child, added);
            }

            if (child is RadixLeaf leaf)
            {
                return leaf;
            }

            inner = (RadixInner)child;
        }
    }

    private RadixRoot GrowTo(long index)
    {
        int levels = LevelsFor(index);
        RadixRoot? root = _root;
        if (root is null)
        {
            object node = levels == 0 ? new RadixLeaf(null, 0) : new RadixInner(null, levels, 0);
            NodeCount++;
            root = new RadixRoot(node, levels);
        }

        while (root.Levels < levels)
        {
            root = root.Node is RadixLeaf leaf ? Wrap(leaf) : Wrap((RadixInner)root.Node);
        }

        System.Diagnostics.Debug.Assert(root.Levels < MaxLevels, "An index has 63 bits: 11 levels of 6.");
        Volatile.Write(ref _root, root);
        return root;
    }

    private RadixRoot Wrap(RadixInner inner)
    {
        var above = new RadixInner(null, inner.Level + 1, 0) { ChildCount = 1 };
        above.Children[0] = inner;
        inner.Parent = above;
        NodeCount++;
        return new RadixRoot(above, above.Level);
    }

    private RadixRoot Wrap(RadixLeaf leaf)
    {
        var above = new RadixInner(null, 1, 0) { ChildCount = 1 };
        leaf.Parent = above;
        above.Children[0] = leaf;
        NodeCount++;
        return new RadixRoot(above, 1);
    }

    private void RemoveLeaf(RadixLeaf leaf)
    {
        NodeCount--;
        int level = 1;
        RadixInner? parent = leaf.Parent;
        while (parent is not null)
        {
            Volatile.Write(ref parent.Children[ChildOf(leaf.FirstIndex, level)], null);
            if (--parent.ChildCount > 0)
            {
                return;
            }

            NodeCount--;
            parent = parent.Parent;
            level++;
        }

        Volatile.Write(ref _root, null);
    }

    private bool TryNext(
        long from, Func<RadixLeaf, ulong> candidates, Func<RadixLeaf, int, bool> accept, out long index)
    {
        while (from >= 0 && NextLeaf(from) is { } leaf)
        {
            int start = from > leaf.FirstIndex ? (int)(from - leaf.FirstIndex) : 0;
            ulong bits = candidates(leaf) & (ulong.MaxValue << start);
            for (; bits != 0; bits &= bits - 1)
            {
                int position = BitOperations.TrailingZeroCount(bits);
                if (accept(leaf, position))
                {
                    index = leaf.FirstIndex + position;
                    return true;
                }
            }

            // Past the last leaf of 63 bits the sum is negative, which ends the walk.
            from = unchecked(leaf.FirstIndex + Fanout);
        }

        index = 0;
        return false;
    }

    /// <summary>The first leaf that holds an index from the given one on.</summary>
    private RadixLeaf? NextLeaf(long from)
    {
        RadixRoot? root = _root;
        return root is null || !Covers(root, from) ? null : NextLeaf(root.Node, from);
    }

    private static RadixLeaf? NextLeaf(object node, long from)
    {
        if (node is RadixLeaf leaf)
        {
            return from - leaf.FirstIndex < Fanout ? leaf : null;
        }

        var inner = (RadixInner)node;
        int start = from > inner.FirstIndex ? ChildOf(from, inner.Level) : 0;
        for (int child = start; child < Fanout; child++)
        {
            if (inner.Children[child] is { } below && NextLeaf(below, from) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private sealed class RadixRoot(object node, int levels)
    {
        public readonly object Node = node;
        public readonly int Levels = levels;
    }
}
