using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock;

/// <summary>How a file system is opened: where the client keeps what it knows, and under which protocols.</summary>
public sealed record Ext2Options
{
    /// <summary>Where the per-block states and their marks live. Default: <see cref="Placement.OnRemove"/>.</summary>
    public Placement Placement { get; init; } = Placement.OnRemove;

    /// <summary>
    /// The release protocol of all address spaces. Default: <see cref="ReleaseProtocol.Prechecked"/>.
    /// </summary>
    public ReleaseProtocol ReleaseProtocol { get; init; } = ReleaseProtocol.Prechecked;

    /// <summary>
    /// When removal callbacks run; only <see cref="Placement.OnRemove"/> has one. Default null: the engine's choice.
    /// </summary>
    public RemoveNotification? RemoveNotification { get; init; }

    /// <summary>
    /// Whether mapping trees outlive their inode's address space, until a shrinker takes them. Default: yes.
    /// </summary>
    public bool KeepMappings { get; init; } = true;

    /// <summary>How many inodes that nobody holds keep their address space. Default: 64.</summary>
    public int IdleInodeLimit { get; init; } = 64;

    /// <summary>Whether the engine may reclaim the address spaces of inodes that nobody holds. Default: yes.</summary>
    public bool Reclaimable { get; init; } = true;

    /// <summary>Hears when states and marks begin and end. Default: nobody does.</summary>
    public IFactObserver Observer { get; init; } = IFactObserver.Deaf;

    /// <summary>
    /// Is told what each callback saw, one line each, on the thread of the callback. Default: nobody is.
    /// </summary>
    public Action<string>? Trace { get; init; }

    /// <summary>
    /// How many marks may hold their page in the cache at a time, with <see cref="Placement.Pinned"/>: blocks beyond it
    /// get none. It should be well below the number of pages that the budget allows. Default: 16.
    /// </summary>
    public int PinnedMarkLimit { get; init; } = 16;

    /// <summary>The clock that times written to the image come from. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
