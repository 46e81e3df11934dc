namespace AopKit.Samples.Fsblock;

/// <summary>
/// What a file system asked of its device and what it remembered. Each figure is exact at some moment.
/// </summary>
/// <param name="FillCount">Pages filled.</param>
/// <param name="DeviceReadCount">
/// Requests that the fills made of the device: one for each run of blocks that lie together, none for holes. There are
/// no others.
/// </param>
/// <param name="OpenInodeCount">Inodes in use, or kept for later.</param>
/// <param name="KeptExtentCount">Runs of blocks that are remembered for inodes without an address space.</param>
public readonly record struct Ext2Statistics(
    long FillCount, long DeviceReadCount, int OpenInodeCount, long KeptExtentCount);
