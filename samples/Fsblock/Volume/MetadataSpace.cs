using System.Buffers.Binary;
using AopKit.Samples.Fsblock.Blocks;

namespace AopKit.Samples.Fsblock.Volume;

/// <summary>
/// Superblock, descriptors, bitmaps, inodes and indirect blocks, by their address on the device. Nothing of them is
/// held outside the page cache.
/// </summary>
/// <remarks>No structure crosses the end of its block, and so none that of its page.</remarks>
internal sealed class MetadataSpace(BlockSpace blocks, int blockSize)
{
    private static readonly byte[] s_zeros = new byte[4096];

    /// <summary>The pages.</summary>
    public AddressSpace<PageBlocks> Space => blocks.Space;

    /// <summary>Reads bytes.</summary>
    public void Read(long offset, Span<byte> destination) => blocks.Read(offset, destination);

    /// <summary>Reads a number of 16 bits.</summary>
    public ushort ReadHalf(long offset)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        blocks.Read(offset, bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    /// <summary>Reads a number of 32 bits.</summary>
    public uint ReadWord(long offset)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        blocks.Read(offset, bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>Writes bytes.</summary>
    public void Write(long offset, ReadOnlySpan<byte> source) => blocks.Write(offset, source);

    /// <summary>Writes a number of 16 bits.</summary>
    public void WriteHalf(long offset, ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        blocks.Write(offset, bytes);
    }

    /// <summary>Writes a number of 32 bits.</summary>
    public void WriteWord(long offset, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        blocks.Write(offset, bytes);
    }

    /// <summary>Fills a block with zeros: what it held before was something else's.</summary>
    public void Clear(uint block) => blocks.Write((long)block * blockSize, s_zeros.AsSpan(0, blockSize));

    /// <summary>The block is free, and its content is not to be written any more.</summary>
    public void Forget(uint block) => blocks.ForgetBlock(block);
}
