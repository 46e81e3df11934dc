using AopKit.Samples.Btrfs.Format;

namespace AopKit.Samples.Btrfs.Trees;

/// <summary>Walks over the leaves of a tree in key order, and sets or consumes their marks.</summary>
internal static class LeafWalker
{
    /// <summary>
    /// Marks each leaf that does not lie behind the one before it: reading the tree in order has to seek there.
    /// </summary>
    public static LeafWalk Mark(TreeReader reader, BlockReference root, int nodeBytes, LeafPosition from, long limit) =>
        Walk(reader, root, nodeBytes, from, limit,
            static (reader, address, isScattered) => isScattered && reader.TryMark(address));

    /// <summary>Takes the marks off: what a defragmenting pass, which would now move the blocks, begins with.</summary>
    public static LeafWalk Consume(
        TreeReader reader, BlockReference root, int nodeBytes, LeafPosition from, long limit) =>
        Walk(reader, root, nodeBytes, from, limit, static (reader, address, _) => reader.TryConsume(address));

    private static LeafWalk Walk(
        TreeReader reader,
        BlockReference root,
        int nodeBytes,
        LeafPosition from,
        long limit,
        Func<TreeReader, long, bool, bool> change)
    {
        LeafPosition? at = from;
        var walk = new LeafWalk(0, 0, 0, 0, from);
        while (at is { } position && walk.LeafCount < limit)
        {
            using LeafAccess leaf = reader.Seek(root, position.Key);
            long address = leaf.Reference.Address;
            bool isScattered = position.PreviousLeaf != 0 && address != position.PreviousLeaf + nodeBytes;
            bool isChanged = change(reader, address, isScattered);
            at = leaf.Next is { } next ? new LeafPosition(next, address) : null;
            walk = new LeafWalk(
                walk.LeafCount + 1,
                walk.ScatteredCount + (isScattered ? 1 : 0),
                walk.ChangedCount + (isChanged ? 1 : 0),
                address,
                at);
        }

        return walk;
    }
}
