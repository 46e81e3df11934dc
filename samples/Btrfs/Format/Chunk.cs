using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>One linear piece of the map from logical addresses to the device.</summary>
/// <param name="Logical">The first logical byte.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="Physical">Where the piece lies on the device.</param>
/// <param name="Mirror">Where its second copy lies; null if it has none (profile single).</param>
internal readonly record struct Chunk(long Logical, long Length, long Physical, long? Mirror)
{
    /// <summary>The size of an item without its stripes.</summary>
    public const int HeaderBytes = 48;

    /// <summary>The size of each stripe.</summary>
    public const int StripeBytes = 32;

    // Far above any device, and low enough that the address after a page or a block never overflows.
    private const long LogicalLimit = 1L << 62;

    private const ulong ProfileMask = ~0x7UL;
    private const ulong Dup = 1 << 5;

    private static readonly string[] s_profiles =
        ["RAID0", "RAID1", "DUP", "RAID10", "RAID5", "RAID6", "RAID1C3", "RAID1C4"];

    public long End => Logical + Length;

    /// <summary>Reads the chunk item at the start of <paramref name="item"/>; more may follow it.</summary>
    /// <param name="item">The bytes.</param>
    /// <param name="key">The item's key; its offset is the logical address.</param>
    /// <param name="super">The file system's numbers.</param>
    /// <param name="deviceLength">The bytes that the image has.</param>
    /// <exception cref="ImageCorruptException">A rule is broken, or the chunk lies outside the image.</exception>
    /// <exception cref="ImageUnsupportedException">It is spread over devices.</exception>
    public static Chunk Parse(Structure item, BtrfsKey key, SuperBlock super, long deviceLength)
    {
        item.Require(
            key is { ObjectId: ObjectIds.FirstChunkTree, Type: ItemType.ChunkItem }, $"its key {key} is no chunk's");
        item.Require(
            key.Offset < long.MaxValue && key.Offset % (uint)super.SectorBytes == 0,
            $"its logical address {key.Offset} is no multiple of {super.SectorBytes}");
        long logical = (long)key.Offset;
        long length = item.AlignedOffset(0, "length", super.SectorBytes);
        item.Require(
            length > 0 && length <= LogicalLimit && logical <= LogicalLimit - length,
            $"its {length} bytes at {logical} do not end below 2^62");

        int copies = Copies(item.U64(24));
        int stripes = item.U16(44);
        item.Require(stripes == copies, $"it has {stripes} stripes, but its profile has {copies}");
        long first = Stripe(item, 0, length, super, deviceLength);
        return new Chunk(
            logical, length, first, copies == 2 ? Stripe(item, 1, length, super, deviceLength) : null);
    }

    private static int Copies(ulong type) => (type & ProfileMask) switch
    {
        0 => 1,
        Dup => 2,
        ulong other => throw new ImageUnsupportedException(
            $"a chunk has the profile {ProfileName(other)}; only single and DUP can be read"),
    };

    private static string ProfileName(ulong profile)
    {
        int bit = System.Numerics.BitOperations.TrailingZeroCount(profile) - 3;
        return bit < s_profiles.Length ? s_profiles[bit] : $"0x{profile:X} (unknown)";
    }

    private static long Stripe(Structure item, int index, long length, SuperBlock super, long deviceLength)
    {
        Structure stripe = item.Part(HeaderBytes + (index * StripeBytes), StripeBytes);
        ulong device = stripe.U64(0);
        stripe.Require(
            device == super.DeviceId, $"its stripe is on device {device}, but the image is device {super.DeviceId}");
        long physical = stripe.Offset(8, "device offset");
        stripe.Require(
            DeviceRange.Contains(deviceLength, physical, length),
            $"its {length} bytes at {physical} lie outside the image of {deviceLength} bytes");
        return physical;
    }
}
