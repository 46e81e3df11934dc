using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs;

/// <summary>How a file system is opened.</summary>
public sealed record BtrfsOptions
{
    /// <summary>
    /// Where is kept what is known about tree blocks. Default: with the pages, until they are removed.
    /// </summary>
    public Placement Placement { get; init; } = Placement.OnRemove;

    /// <summary>The release protocol of the tree space.</summary>
    public ReleaseProtocol ReleaseProtocol { get; init; } = ReleaseProtocol.Prechecked;

    /// <summary>
    /// When the removal callback runs, for the one placement that has it (<see cref="Placement.OnRemove"/>).
    /// </summary>
    public RemoveNotification RemoveNotification { get; init; } = RemoveNotification.AfterUnlock;

    /// <summary>Who hears of what is known and lost.</summary>
    public IFactObserver Observer { get; init; } = IFactObserver.Deaf;

    /// <summary>Is told what each callback saw, one line each, on the thread of the callback.</summary>
    public Action<string>? Trace { get; init; }

    /// <summary>
    /// How many marks may hold their page in the cache at a time, with <see cref="Placement.Pinned"/>. As such a page
    /// cannot be reclaimed, it should be well below the number of pages that the budget allows.
    /// </summary>
    public int PinnedMarkLimit { get; init; } = 16;

    /// <summary>How many files keep their address space after they were closed.</summary>
    public int IdleFileLimit { get; init; } = 64;
}
