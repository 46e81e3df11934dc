namespace AopKit.Samples.Btrfs.Format.Items;

/// <summary>What the root tree says about a tree.</summary>
/// <param name="Root">Its top block.</param>
/// <param name="Directory">The inode number of a subvolume's top directory.</param>
internal readonly record struct RootItem(BlockReference Root, ulong Directory)
{
    public const string Name = "root item";

    private const int LeastBytes = 239;

    public static RootItem Parse(Structure item)
    {
        item.Require(item.Length >= LeastBytes, $"it has {item.Length} bytes; {LeastBytes} are needed");
        byte level = item.U8(238);
        item.Require(level < TreeBlock.LevelLimit, $"its level {level} is not below {TreeBlock.LevelLimit}");
        return new RootItem(
            new BlockReference(item.Offset(176, "block address"), level, item.U64(160), null), item.U64(168));
    }
}
