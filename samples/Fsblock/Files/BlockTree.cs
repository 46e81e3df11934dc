using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Format;
using AopKit.Samples.Fsblock.Mapping;
using AopKit.Samples.Fsblock.Volume;

namespace AopKit.Samples.Fsblock.Files;

/// <summary>Gives blocks to a file and takes them away, indirect blocks included. One writer at a time.</summary>
internal sealed class BlockTree(
    Superblock superblock, MetadataSpace metadata, BlockAllocator allocator, BlockMapper mapper)
{
    private uint SectorsPerBlock => (uint)superblock.BlockSize / 512;

    /// <summary>Finds the place of a block of a file, and gives it one if it is a hole.</summary>
    /// <param name="node">The inode; its record is changed, but not written.</param>
    /// <param name="fileBlock">The block, counted in the file.</param>
    /// <param name="diskBlock">Its place. If it is new, the disk holds something else's bytes there.</param>
    /// <returns>False if the file system is full; nothing has changed.</returns>
    public bool TryEnsure(InodeNode node, long fileBlock, out uint diskBlock)
    {
        Extent known = mapper.Find(node, fileBlock);
        diskBlock = known.DiskBlock;
        return !known.IsHole || TryAdd(node, fileBlock, out diskBlock);
    }

    /// <summary>Takes every block from <paramref name="fileBlock"/> on away from a file.</summary>
    /// <param name="node">
    /// The inode; its record is changed, but not written. No page of these blocks is in the cache.
    /// </param>
    /// <param name="fileBlock">The first block that goes, counted in the file.</param>
    public void FreeFrom(InodeNode node, long fileBlock)
    {
        node.Map.RemoveFrom(fileBlock);
        for (int slot = 0; slot < InodeRecord.DirectBlocks; slot++)
        {
            if (slot >= fileBlock)
            {
                node.Record.Blocks[slot] = FreeData(node, 0, slot, node.Record.Blocks[slot]);
            }
        }

        long first = InodeRecord.DirectBlocks;
        long reach = superblock.PointersPerBlock;
        for (int depth = 1; depth <= BlockPath.MaximumDepth; depth++)
        {
            int slot = InodeRecord.DirectBlocks + depth - 1;
            if (fileBlock < first + reach)
            {
                var tree = new Subtree(0, slot, node.Record.Blocks[slot], depth, first);
                node.Record.Blocks[slot] = FreeTree(node, tree, fileBlock);
            }

            first += reach;
            reach *= superblock.PointersPerBlock;
        }
    }

    private bool TryAdd(InodeNode node, long fileBlock, out uint diskBlock)
    {
        BlockPath path = BlockPath.To(fileBlock, superblock);
        uint parent = 0;
        int level = 0;
        uint pointer = node.Record.Blocks[path[0]];
        while (pointer != 0)
        {
            // The last level's pointer is 0, as the block is a hole; so this ends before it.
            mapper.CheckIndirect(node.Number, parent, path[level], pointer);
            parent = pointer;
            pointer = metadata.ReadWord(mapper.SlotAddress(node.Number, parent, path[++level]));
        }

        Span<uint> added = stackalloc uint[path.Depth - level + 1];
        uint sectors = (uint)added.Length * SectorsPerBlock;
        if (node.Record.Sectors > uint.MaxValue - sectors)
        {
            throw new IOException($"Inode {node.Number} occupies 2 TiB; its count of sectors cannot grow.");
        }

        if (!TryAllocate(added, GoalOf(node, fileBlock)))
        {
            diskBlock = 0;
            return false;
        }

        Link(node, path, level, parent, added);
        node.Record.Sectors += sectors;
        diskBlock = added[^1];
        node.Map.Set(new Extent(fileBlock, 1, diskBlock));
        return true;
    }

    // New indirect blocks are chained from the bottom up, so that the file sees all of them or none.
    private void Link(InodeNode node, BlockPath path, int level, uint parent, ReadOnlySpan<uint> added)
    {
        for (int index = added.Length - 2; index >= 0; index--)
        {
            metadata.Clear(added[index]);
            long slot = mapper.SlotAddress(node.Number, added[index], path[level + index + 1]);
            metadata.WriteWord(slot, added[index + 1]);
        }

        if (parent == 0)
        {
            node.Record.Blocks[path[level]] = added[0];
        }
        else
        {
            metadata.WriteWord(mapper.SlotAddress(node.Number, parent, path[level]), added[0]);
        }
    }

    private bool TryAllocate(Span<uint> blocks, uint goal)
    {
        for (int index = 0; index < blocks.Length; index++)
        {
            if (!allocator.TryAllocate(goal, out blocks[index]))
            {
                foreach (uint taken in blocks[..index])
                {
                    allocator.Free(taken);
                }

                return false;
            }

            goal = blocks[index] + 1;
        }

        return true;
    }

    // Behind the block before it; for the first block in the group of the inode, where its reader will be.
    private uint GoalOf(InodeNode node, long fileBlock)
    {
        Extent before = fileBlock == 0 ? default : mapper.Find(node, fileBlock - 1);
        return before.IsHole
            ? superblock.FirstBlockOf((node.Number - 1) / superblock.InodesPerGroup)
            : before.DiskBlock + 1;
    }

    // Returns what the pointer is afterwards: 0 if nothing is left below it.
    private uint FreeTree(InodeNode node, Subtree tree, long from)
    {
        if (tree.Pointer == 0)
        {
            return 0;
        }

        mapper.CheckIndirect(node.Number, tree.Parent, tree.Slot, tree.Pointer);
        bool isEmpty = true;
        bool goesWhole = tree.First >= from;
        long below = tree.BlocksPerSlot(superblock.PointersPerBlock);
        for (int slot = 0; slot < superblock.PointersPerBlock; slot++)
        {
            long address = mapper.SlotAddress(node.Number, tree.Pointer, slot);
            uint pointer = metadata.ReadWord(address);
            long first = tree.First + slot * below;
            if (pointer != 0 && first + below > from)
            {
                uint left = tree.Depth == 1
                    ? FreeData(node, tree.Pointer, slot, pointer)
                    : FreeTree(node, new Subtree(tree.Pointer, slot, pointer, tree.Depth - 1, first), from);
                if (left != pointer && !goesWhole)
                {
                    metadata.WriteWord(address, left);
                }

                pointer = left;
            }

            isEmpty &= pointer == 0;
        }

        return isEmpty ? FreeIndirect(node, tree.Pointer) : tree.Pointer;
    }

    private uint FreeData(InodeNode node, uint parent, int slot, uint pointer)
    {
        if (pointer != 0)
        {
            mapper.CheckData(node.Number, parent, slot, pointer);
            Free(node, pointer);
        }

        return 0;
    }

    private uint FreeIndirect(InodeNode node, uint pointer)
    {
        metadata.Forget(pointer);
        Free(node, pointer);
        return 0;
    }

    private void Free(InodeNode node, uint block)
    {
        if (node.Record.Sectors < SectorsPerBlock)
        {
            throw new ImageCorruptException(
                $"inode {node.Number}", mapper.SlotAddress(node.Number, 0, 0),
                "it has more blocks than its count of sectors says");
        }

        allocator.Free(block);
        node.Record.Sectors -= SectorsPerBlock;
    }

    /// <summary>What one pointer leads to.</summary>
    /// <param name="Parent">The indirect block that holds the pointer; 0: the inode does.</param>
    /// <param name="Slot">Its slot there.</param>
    /// <param name="Pointer">The pointer.</param>
    /// <param name="Depth">Levels of indirect blocks from here down to data, at least 1.</param>
    /// <param name="First">The first block of the file below it.</param>
    private readonly record struct Subtree(uint Parent, int Slot, uint Pointer, int Depth, long First)
    {
        public long BlocksPerSlot(int pointersPerBlock) => Depth switch
        {
            1 => 1,
            2 => pointersPerBlock,
            _ => (long)pointersPerBlock * pointersPerBlock,
        };
    }
}
