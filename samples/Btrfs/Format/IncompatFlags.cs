using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>
/// The features without whose knowledge a file system must not be read, by bit. What a reader need not care for is
/// listed too: an unknown bit is the only one that stands without a name.
/// </summary>
[Flags]
public enum IncompatFlags : ulong
{
    /// <summary>No feature.</summary>
    None = 0,
    MixedBackref = 1 << 0,
    DefaultSubvolume = 1 << 1,
    MixedGroups = 1 << 2,
    CompressLzo = 1 << 3,
    CompressZstd = 1 << 4,
    BigMetadata = 1 << 5,
    ExtendedInodeReference = 1 << 6,
    Raid56 = 1 << 7,
    SkinnyMetadata = 1 << 8,
    NoHoles = 1 << 9,
    MetadataUuid = 1 << 10,
    Raid1C34 = 1 << 11,
    Zoned = 1 << 12,
    ExtentTreeV2 = 1 << 13,
    RaidStripeTree = 1 << 14,
    SimpleQuota = 1 << 16,
    RemapTree = 1 << 17,
}

/// <summary>Refuses what this client does not read.</summary>
internal static class Incompatibility
{
    private const IncompatFlags Read =
        IncompatFlags.MixedBackref | IncompatFlags.DefaultSubvolume | IncompatFlags.MixedGroups
        | IncompatFlags.CompressLzo | IncompatFlags.CompressZstd | IncompatFlags.BigMetadata
        | IncompatFlags.ExtendedInodeReference | IncompatFlags.SkinnyMetadata | IncompatFlags.NoHoles
        | IncompatFlags.MetadataUuid | IncompatFlags.SimpleQuota;

    /// <exception cref="ImageUnsupportedException">A bit is set that is not read; the message names it.</exception>
    public static void ThrowIfAny(IncompatFlags flags)
    {
        IncompatFlags refused = flags & ~Read;
        if (refused != 0)
        {
            throw new ImageUnsupportedException($"it has the incompatible feature {Name(refused)}");
        }
    }

    private static string Name(IncompatFlags flags)
    {
        IEnumerable<string> names = Enumerable.Range(0, 64)
            .Where(bit => ((ulong)flags >> bit & 1) != 0)
            .Select(static bit => Enum.GetName((IncompatFlags)(1UL << bit)) ?? $"bit {bit} (unknown)");
        return string.Join(", ", names);
    }
}
