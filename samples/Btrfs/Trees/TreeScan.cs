using AopKit.Samples.Btrfs.Format;

namespace AopKit.Samples.Btrfs.Trees;

/// <summary>Sees one item of a scan. The leaf is valid during the call.</summary>
/// <returns>Whether to go on.</returns>
internal delegate bool ItemVisitor<TState>(BtrfsKey key, scoped TreeBlock leaf, int index, ref TState state)
    where TState : allows ref struct;

/// <summary>Looks items up, one or a range.</summary>
internal static class TreeScan
{
    /// <summary>
    /// Visits the items from <paramref name="first"/> to <paramref name="last"/> (inclusive) in key order.
    /// </summary>
    /// <param name="reader">The reader.</param>
    /// <param name="root">The tree.</param>
    /// <param name="first">The first key.</param>
    /// <param name="last">The last key.</param>
    /// <param name="state">Handed to each visit.</param>
    /// <param name="visit">Called for each item.</param>
    /// <param name="withOneBefore">
    /// If no item is at the first key, begin with the one before it, whatever it is.
    /// </param>
    public static void Scan<TState>(
        this TreeReader reader,
        BlockReference root,
        BtrfsKey first,
        BtrfsKey last,
        ref TState state,
        ItemVisitor<TState> visit,
        bool withOneBefore = false)
        where TState : allows ref struct
    {
        BtrfsKey? at = first;
        while (at is { } from && from.CompareTo(last) <= 0)
        {
            using LeafAccess leaf = reader.Seek(root, from);
            TreeBlock block = leaf.Block;
            int index = block.LowerBound(from);
            if (withOneBefore && from == first && index > 0 && !block.HasKeyAt(index, from))
            {
                index--;
            }

            for (; index < block.Count; index++)
            {
                BtrfsKey key = block.Key(index);
                if (key.CompareTo(last) > 0 || !visit(key, block, index, ref state))
                {
                    return;
                }
            }

            at = leaf.Next;
        }
    }

    /// <summary>Parses the item at exactly <paramref name="key"/>.</summary>
    /// <returns>The result; null if there is no such item.</returns>
    public static T? Find<T>(
        this TreeReader reader, BlockReference root, BtrfsKey key, string name, Func<Structure, T> parse)
        where T : struct
    {
        using LeafAccess leaf = reader.Seek(root, key);
        int index = leaf.Block.LowerBound(key);
        return leaf.Block.HasKeyAt(index, key) ? parse(leaf.Block.Item(index, name)) : null;
    }

    private static bool HasKeyAt(this TreeBlock block, int index, BtrfsKey key) =>
        index < block.Count && block.Key(index) == key;
}
