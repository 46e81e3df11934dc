using System.Buffers.Binary;

namespace AopKit.Samples.Fsblock.Format;

/// <summary>
/// The fields of an inode that this client reads or writes, in memory. <see cref="InodeReader"/> checks them before
/// they become one of these; <see cref="WriteTo"/> puts the ones that writing a file changes back into their bytes.
/// </summary>
internal struct InodeRecord
{
    /// <summary>Bytes of the part that all revisions have.</summary>
    public const int Length = 128;

    /// <summary>Blocks that an inode points to itself.</summary>
    public const int DirectBlocks = 12;

    /// <summary>Block numbers in an inode: direct, single, double and triple indirect.</summary>
    public const int Pointers = DirectBlocks + 3;

    /// <summary>Where the block numbers lie in an inode, in bytes; a short link target lies there instead.</summary>
    public const int PointersOffset = 40;

    /// <summary>Bytes of a link target that fit where the block numbers would be, its end included.</summary>
    public const int FastLinkBytes = Pointers * sizeof(uint);

    /// <summary>Type and permissions.</summary>
    public ushort Mode;

    /// <summary>Bytes of content.</summary>
    public long Size;

    /// <summary>Seconds since 1970 at which the inode changed.</summary>
    public uint ChangedSeconds;

    /// <summary>Seconds since 1970 at which the content changed.</summary>
    public uint ModifiedSeconds;

    /// <summary>Directory entries that name it; 0 in a deleted inode.</summary>
    public ushort Links;

    /// <summary>Units of 512 bytes that it occupies, indirect blocks and attributes included.</summary>
    public uint Sectors;

    /// <summary>The owner.</summary>
    public uint User;

    /// <summary>The owner's group.</summary>
    public uint Group;

    /// <summary>Flag bits.</summary>
    public InodeFlags Flags;

    /// <summary>The block of its extended attributes, or 0.</summary>
    public uint AttributeBlock;

    /// <summary>The block numbers.</summary>
    public PointerArray Blocks;

    /// <summary>What it is.</summary>
    public readonly Ext2FileType Type => (Ext2FileType)(Mode >> 12);

    /// <summary>Whether the link target lies in the inode: such a link occupies no block of data.</summary>
    public readonly bool IsFastLink(int blockSize) =>
        Type == Ext2FileType.SymbolicLink && Sectors == (AttributeBlock == 0 ? 0 : blockSize / 512);

    /// <summary>Gives the link target that lies in the inode.</summary>
    /// <param name="target">Where to; as long as the target, which is shorter than <see cref="FastLinkBytes"/>.</param>
    public readonly void CopyFastLink(Span<byte> target)
    {
        Span<byte> bytes = stackalloc byte[FastLinkBytes];
        for (int pointer = 0; pointer < Pointers; pointer++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(pointer * sizeof(uint))..], Blocks[pointer]);
        }

        bytes[..target.Length].CopyTo(target);
    }

    /// <summary>Puts size, times, sectors and block numbers into the bytes of this inode.</summary>
    public readonly void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], (uint)Size);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], ChangedSeconds);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], ModifiedSeconds);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[28..], Sectors);
        for (int pointer = 0; pointer < Pointers; pointer++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(
                bytes[(PointersOffset + pointer * sizeof(uint))..], Blocks[pointer]);
        }

        if (Type == Ext2FileType.Regular)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[108..], (uint)(Size >> 32));
        }
    }

    /// <summary>The fifteen block numbers, inside the record.</summary>
    [System.Runtime.CompilerServices.InlineArray(Pointers)]
    public struct PointerArray
    {
        private uint _first;
    }
}
