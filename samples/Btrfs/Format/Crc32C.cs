using System.Numerics;
using System.Runtime.InteropServices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>
/// The Castagnoli CRC, eight bytes a step; the runtime uses the processor's instruction where there is one.
/// </summary>
internal static class Crc32C
{
    /// <summary>The checksum in its usual form: all ones before, inverted after.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => ~Update(uint.MaxValue, bytes);

    /// <summary>
    /// The hash under which a name is filed in a directory. It starts at -2 and is not inverted.
    /// </summary>
    public static uint HashName(ReadOnlySpan<byte> name) => Update(uint.MaxValue - 1, name);

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        // The words are read in the machine's order; on a big-endian machine they must be turned.
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            ulong inOrder = BitConverter.IsLittleEndian
                ? word
                : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
            crc = BitOperations.Crc32C(crc, inOrder);
        }

        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return crc;
    }
}
