namespace AopKit.Samples.Btrfs;

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
