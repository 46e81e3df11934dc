using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>
/// The rules of a tree block. <see cref="Check"/> looks at every byte once, when the block has been read;
/// <see cref="Agree"/> compares it with a pointer to it on every descent, and costs a few loads.
/// </summary>
internal static class TreeBlockRules
{
    public const string BlockName = "tree block";

    /// <summary>Whether the block's checksum is right: the one rule that a second copy may mend.</summary>
    public static bool ChecksumMatches(ReadOnlySpan<byte> bytes, SuperBlock super) =>
        BlockChecksum.Matches(super.Checksum, bytes);

    /// <summary>Checks the block by itself.</summary>
    /// <param name="bytes">The whole block.</param>
    /// <param name="address">The logical address that it was read from.</param>
    /// <param name="super">The file system's numbers.</param>
    /// <exception cref="ImageCorruptException">A rule is broken.</exception>
    public static TreeBlock Check(ReadOnlySpan<byte> bytes, long address, SuperBlock super)
    {
        var structure = new Structure(bytes, BlockName, address);
        structure.Require(ChecksumMatches(bytes, super), $"its {super.Checksum} checksum does not match");
        ulong ownAddress = structure.U64(0x30);
        structure.Require(ownAddress == (ulong)address, $"it says that it lies at {ownAddress}");
        var id = new Guid(structure.Slice(0x20, 16));
        structure.Require(id == super.MetadataId, $"it belongs to file system {id}, not {super.MetadataId}");

        var block = new TreeBlock(structure);
        structure.Require(block.Level < TreeBlock.LevelLimit, $"its level {block.Level} is not below 8");
        structure.Require(
            block.Generation <= super.Generation,
            $"its generation {block.Generation} is later than the superblock's {super.Generation}");
        CheckCount(block);
        CheckKeys(block);
        if (block.IsLeaf)
        {
            CheckItems(block);
        }
        else
        {
            CheckPointers(block, super);
        }

        return block;
    }

    /// <summary>Checks that the block is the one that <paramref name="reference"/> speaks of.</summary>
    /// <exception cref="ImageCorruptException">It is not.</exception>
    public static void Agree(TreeBlock block, BlockReference reference)
    {
        Structure structure = block.Block;
        structure.Require(
            block.Level == reference.Level, $"its level is {block.Level}, but its parent says {reference.Level}");
        structure.Require(
            block.Generation == reference.Generation,
            $"its generation is {block.Generation}, but its parent says {reference.Generation}");
        if (reference.FirstKey is { } first)
        {
            structure.Require(block.Count > 0, $"it is empty, but not the root of a tree");
            BtrfsKey own = block.Key(0);
            structure.Require(own == first, $"its first key is {own}, but its parent says {first}");
        }
    }

    private static void CheckCount(TreeBlock block)
    {
        uint count = block.Block.U32(0x60);
        int entryBytes = block.IsLeaf ? TreeBlock.ItemBytes : TreeBlock.PointerBytes;
        int most = (block.Block.Length - TreeBlock.HeaderBytes) / entryBytes;
        block.Block.Require(count <= most, $"it claims {count} entries; {most} is the most that its size allows");
        block.Block.Require(count > 0 || block.IsLeaf, $"it is a node without a child");
    }

    private static void CheckKeys(TreeBlock block)
    {
        for (int index = 1; index < block.Count; index++)
        {
            BtrfsKey before = block.Key(index - 1);
            BtrfsKey key = block.Key(index);
            block.Block.Require(
                before.CompareTo(key) < 0, $"key {index} {key} does not follow the one before it, {before}");
        }
    }

    // Data is filed without a gap from the end, in the order of the items, and may not reach the last item.
    private static void CheckItems(TreeBlock block)
    {
        Structure structure = block.Block;
        uint expectedEnd = (uint)(structure.Length - TreeBlock.HeaderBytes);
        for (int index = 0; index < block.Count; index++)
        {
            int at = TreeBlock.HeaderBytes + (index * TreeBlock.ItemBytes) + BtrfsKey.Bytes;
            uint offset = structure.U32(at);
            uint size = structure.U32(at + 4);
            structure.Require(
                (ulong)offset + size == expectedEnd,
                $"the data of item {index} is {size} bytes at {offset}; it should end at {expectedEnd}");
            expectedEnd = offset;
        }

        structure.Require(
            expectedEnd >= (uint)(block.Count * TreeBlock.ItemBytes),
            $"the data of its {block.Count} items overlaps the items");
    }

    private static void CheckPointers(TreeBlock block, SuperBlock super)
    {
        for (int index = 0; index < block.Count; index++)
        {
            long child = block.Child(index).Address;
            block.Block.Require(
                child > 0 && child % super.SectorBytes == 0,
                $"pointer {index} to {child} is no multiple of the sector size {super.SectorBytes}");
            if (child % super.NodeBytes != 0)
            {
                throw new ImageUnsupportedException(
                    $"the tree block at {child} is not aligned to the node size {super.NodeBytes}; balance the "
                        + "metadata");
            }
        }
    }
}
