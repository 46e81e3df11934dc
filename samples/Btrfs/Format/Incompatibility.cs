using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format;

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
