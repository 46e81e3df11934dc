namespace AopKit.Samples.Btrfs.Format.Items;

/// <summary>What an inode says about itself.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Links">The number of names.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Mode">Type and permission bits, as in stat.</param>
/// <param name="Device">What a device node stands for.</param>
/// <param name="Flags">What is special about its content.</param>
/// <param name="Modified">When the content changed last.</param>
internal readonly record struct InodeItem(
    long Size, uint Links, uint UserId, uint GroupId, uint Mode, ulong Device, ulong Flags, DateTimeOffset Modified)
{
    public const string Name = "inode item";
    public const int Bytes = 160;

    /// <summary>The flag of files whose content has no checksums.</summary>
    public const ulong NoDataSum = 1;

    public static InodeItem Parse(Structure item)
    {
        item.Require(item.Length >= Bytes, $"it has {item.Length} bytes; {Bytes} are needed");
        return new InodeItem(
            item.Offset(16, "size"), item.U32(40), item.U32(44), item.U32(48), item.U32(52), item.U64(56), item.U64(64),
            Time(item, 136));
    }

    // Seconds of any size are legal on disk; what .NET cannot express is shown as its nearest limit.
    private static DateTimeOffset Time(Structure item, int at)
    {
        long seconds = Math.Clamp(
            (long)item.U64(at),
            DateTimeOffset.MinValue.ToUnixTimeSeconds(),
            DateTimeOffset.MaxValue.ToUnixTimeSeconds() - 1);
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(Math.Min(item.U32(at + 8), 999_999_999) / 100);
    }
}
