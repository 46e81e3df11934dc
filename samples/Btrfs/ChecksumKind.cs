namespace AopKit.Samples.Btrfs;

/// <summary>The checksum of superblocks and tree blocks. Values as on disk.</summary>
public enum ChecksumKind : ushort
{
    /// <summary>The default.</summary>
    Crc32C = 0,

    /// <summary>xxHash, 64 bits, seed 0.</summary>
    XxHash64 = 1,

    /// <summary>SHA-256.</summary>
    Sha256 = 2,

    /// <summary>BLAKE2b with a 256-bit digest.</summary>
    Blake2b = 3,
}
