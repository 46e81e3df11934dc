using AopKit.Samples.Btrfs.Format;

namespace AopKit.Samples.Btrfs.Trees;

/// <summary>Completes the map of chunks: the superblock's array maps the chunk tree, which maps all the rest.</summary>
internal static class ChunkTree
{
    private const string ItemName = "chunk item";

    public static void Load(TreeReader reader, ChunkMap map, SuperBlock super, long deviceLength)
    {
        var first = new BtrfsKey(ObjectIds.FirstChunkTree, ItemType.ChunkItem, 0);
        BtrfsKey last = first with { Offset = ulong.MaxValue };
        reader.Scan(super.ChunkTree, first, last, ref map, (key, leaf, index, ref chunks) =>
        {
            Structure item = leaf.Item(index, ItemName);
            chunks.Add(Chunk.Parse(item, key, super, deviceLength), item);
            return true;
        });

        // A page at the border of a chunk may have been filled when its neighbour was not yet known.
        reader.Space.Discard();
    }
}
