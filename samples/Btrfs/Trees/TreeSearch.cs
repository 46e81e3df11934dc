using AopKit.Samples.Btrfs.Format;

namespace AopKit.Samples.Btrfs.Trees;

/// <summary>Goes down a tree by key.</summary>
/// <remarks>
/// Every step goes one level down, and each further search of a scan starts at a greater key, so that no image can make
/// either endless: pointers that lead back, sideways or to a block of another place break a rule and are reported.
/// </remarks>
internal static class TreeSearch
{
    /// <summary>
    /// Finds the leaf in which <paramref name="key"/> is, or would be: if any key is at or before it, the leaf has the
    /// greatest of these.
    /// </summary>
    public static LeafAccess Seek(this TreeReader reader, BlockReference root, BtrfsKey key)
    {
        BlockReference reference = root;
        BtrfsKey? next = null;
        while (true)
        {
            BlockAccess access = reader.Read(reference);
            bool handedOver = false;
            try
            {
                TreeBlock block = access.Block;
                RequireBelow(block, next);
                if (block.IsLeaf)
                {
                    handedOver = true;
                    return new LeafAccess(access, reference, next);
                }

                int child = ChildFor(block, key);
                next = child + 1 < block.Count ? block.Key(child + 1) : next;
                reference = block.Child(child);
            }
            finally
            {
                if (!handedOver)
                {
                    access.Dispose();
                }
            }
        }
    }

    // The last child that begins at or before the key; the first one if all begin after it.
    private static int ChildFor(TreeBlock node, BtrfsKey key)
    {
        int index = node.LowerBound(key);
        bool isExact = index < node.Count && node.Key(index) == key;
        return isExact ? index : Math.Max(0, index - 1);
    }

    private static void RequireBelow(TreeBlock block, BtrfsKey? next)
    {
        if (next is { } limit && block.Count > 0)
        {
            BtrfsKey last = block.Key(block.Count - 1);
            block.Block.Require(
                last.CompareTo(limit) < 0, $"its last key {last} is not below its right neighbour's first, {limit}");
        }
    }
}
