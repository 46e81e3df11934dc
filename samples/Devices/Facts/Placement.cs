namespace AopKit.Samples.Devices.Facts;

/// <summary>
/// Where a client keeps what it knows about a page, which is to say: with what that knowledge dies. The Lab runs the
/// same client with each of them and counts what is lost.
/// </summary>
public enum Placement
{
    /// <summary>In the page's metadata, detached in the release callback: what Linux did in 2009.</summary>
    ReleasePage,

    /// <summary>In the page's metadata, which stays attached and ends in the removal callback.</summary>
    OnRemove,

    /// <summary>In the page's metadata; the release callback refuses while the fact matters.</summary>
    Pinned,

    /// <summary>In a table of the client, keyed by page index; the release callback removes it.</summary>
    SideTable,

    /// <summary>In a table of the address space, which ends when the space is released.</summary>
    AddressSpace,

    /// <summary>In a table of the client, keyed by block, which only a shrinker or the client takes from.</summary>
    BlockTable,
}
