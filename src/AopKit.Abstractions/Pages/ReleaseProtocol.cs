namespace AopKit;

/// <summary>In which order an address space's pages are locked, frozen and released (contract, section 6).</summary>
public enum ReleaseProtocol
{
    /// <summary>
    /// As Linux: the callback first, without a look at the pin count, then the freeze. A pin that is held, or taken
    /// meanwhile, keeps the page, and its metadata is gone.
    /// </summary>
    Classic,

    /// <summary>As <see cref="Classic"/>, but a page with a pin is not asked for at all.</summary>
    Prechecked,

    /// <summary>
    /// Freeze at zero pins first, then a look at dirty, then the callback, which must not block: lookups of that page
    /// wait for it (E7).
    /// </summary>
    Frozen,

    /// <summary>
    /// Prepare, freeze, then commit or abort: nothing is lost and nobody waits (E8). Needs
    /// <see cref="IPrepareRelease{T}"/>.
    /// </summary>
    TwoPhase,
}
