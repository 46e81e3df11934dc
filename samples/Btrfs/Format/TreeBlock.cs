namespace AopKit.Samples.Btrfs.Format;

/// <summary>
/// A view of one tree block: a header of 101 bytes, then either pointers to children (a node) or items whose data is
/// filed from the block's end backwards (a leaf).
/// <code>
///   leaf:  header | item 0 | item 1 | …  free  … | data 1 | data 0 |
///   node:  header | pointer 0 | pointer 1 | …  free                |
/// </code>
/// Made by <see cref="TreeBlockRules.Check"/> of a block, whose rules make the accessors safe to trust; even then they
/// cannot leave the span.
/// </summary>
/// <param name="block">All bytes of the block.</param>
internal readonly ref struct TreeBlock(Structure block)
{
    public const int HeaderBytes = 101;
    public const int ItemBytes = BtrfsKey.Bytes + 8;
    public const int PointerBytes = BtrfsKey.Bytes + 16;

    /// <summary>
    /// No tree is higher: with 121 pointers a node, eight levels hold more blocks than 2^64 bytes do.
    /// </summary>
    public const int LevelLimit = 8;

    public Structure Block { get; } = block;

    public long Address => Block.Address;

    public ulong Generation => Block.U64(0x50);

    public ulong Owner => Block.U64(0x58);

    public int Count => (int)Block.U32(0x60);

    public int Level => Block.U8(0x64);

    public bool IsLeaf => Level == 0;

    public BtrfsKey Key(int index) => Block.Key(HeaderBytes + (index * (IsLeaf ? ItemBytes : PointerBytes)));

    /// <summary>The data of item <paramref name="index"/> of a leaf, to be called <paramref name="name"/>.</summary>
    public Structure Item(int index, string name)
    {
        int at = HeaderBytes + (index * ItemBytes) + BtrfsKey.Bytes;
        int dataAt = HeaderBytes + (int)Block.U32(at);
        int length = (int)Block.U32(at + 4);
        return new Structure(Block.Slice(dataAt, length), name, Address + dataAt);
    }

    /// <summary>The child that pointer <paramref name="index"/> of a node points to.</summary>
    public BlockReference Child(int index)
    {
        Structure pointer = Block.Part(HeaderBytes + (index * PointerBytes), PointerBytes);
        return new BlockReference(
            pointer.Offset(17, "pointer"), Level - 1, pointer.U64(25), pointer.Key(0));
    }

    /// <summary>The index of the first key that is not below <paramref name="key"/>; the count if all are.</summary>
    public int LowerBound(BtrfsKey key)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Key(middle).CompareTo(key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
