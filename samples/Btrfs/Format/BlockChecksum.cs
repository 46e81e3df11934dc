using System.Security.Cryptography;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>Compares the checksum at the head of a block with that of the rest.</summary>
internal static class BlockChecksum
{
    /// <summary>The bytes that are kept for it, whatever the kind. The checksum covers all that follow.</summary>
    public const int Bytes = 32;

    public static ChecksumKind Known(ushort kind) => kind <= (ushort)ChecksumKind.Blake2b
        ? (ChecksumKind)kind
        : throw new ImageUnsupportedException($"its checksum type is {kind}; known are crc32c (0) to blake2b (3)");

    public static bool Matches(ChecksumKind kind, ReadOnlySpan<byte> block)
    {
        Span<byte> computed = stackalloc byte[Bytes];
        int length = Compute(kind, block, computed);
        return block[..length].SequenceEqual(computed[..length]);
    }

    /// <summary>
    /// Writes the checksum of <paramref name="block"/> to <paramref name="digest"/>; returns its size.
    /// </summary>
    public static int Compute(ChecksumKind kind, ReadOnlySpan<byte> block, Span<byte> digest) =>
        Hash(kind, block[Bytes..], digest);

    /// <summary>The size of a checksum in bytes.</summary>
    public static int SizeOf(ChecksumKind kind) => kind switch
    {
        ChecksumKind.Crc32C => sizeof(uint),
        ChecksumKind.XxHash64 => sizeof(ulong),
        _ => Bytes,
    };

    /// <summary>
    /// Writes the checksum of <paramref name="covered"/> to <paramref name="digest"/>; returns its size.
    /// </summary>
    public static int Hash(ChecksumKind kind, ReadOnlySpan<byte> covered, Span<byte> digest)
    {
        switch (kind)
        {
            case ChecksumKind.Crc32C:
                System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(digest, Crc32C.Compute(covered));
                return sizeof(uint);
            case ChecksumKind.XxHash64:
                ulong hash = System.IO.Hashing.XxHash64.HashToUInt64(covered);
                System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(digest, hash);
                return sizeof(ulong);
            case ChecksumKind.Sha256:
                return SHA256.HashData(covered, digest);
            default:
                return Blake2b.Hash256(covered, digest);
        }
    }
}
