using System.Buffers.Binary;

namespace AopKit.Tests.Clients;

/// <summary>
/// Page contents that say whose they are: 24 bytes of (space, index, version), the rest derived from them, so that a
/// foreign, torn or recycled byte anywhere in the page is seen.
/// </summary>
public static class Pattern
{
    private const int HeaderBytes = 24;

    public static void Fill(Span<byte> bytes, long space, long index, long version)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, space);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], index);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], version);
        ulong state = Seed(space, index, version);
        for (int offset = HeaderBytes; offset < bytes.Length; offset += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[offset..], state = Next(state));
        }
    }

    public static byte[] Make(int pageSize, long space, long index, long version)
    {
        byte[] bytes = new byte[pageSize];
        Fill(bytes, space, index, version);
        return bytes;
    }

    /// <summary>
    /// Whether the page says that it is the one at that place, whatever its version and its state are.
    /// </summary>
    public static bool IsOf(ReadOnlySpan<byte> bytes, long space, long index) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes) == space
        && BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) == index;

    /// <summary>The version of a page that is whole; null if it is not, or is another page.</summary>
    public static long? VersionOf(ReadOnlySpan<byte> bytes, long space, long index)
    {
        long version = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        if (!IsOf(bytes, space, index))
        {
            return null;
        }

        ulong state = Seed(space, index, version);
        for (int offset = HeaderBytes; offset < bytes.Length; offset += sizeof(ulong))
        {
            if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]) != (state = Next(state)))
            {
                return null;
            }
        }

        return version;
    }

    private static ulong Seed(long space, long index, long version) =>
        Next(((ulong)space << 48) ^ ((ulong)index << 20) ^ (ulong)version);

    /// <summary>One step of splitmix64.</summary>
    private static ulong Next(ulong state)
    {
        ulong mixed = state + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
