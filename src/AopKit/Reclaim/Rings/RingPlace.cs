namespace AopKit.Reclaim.Rings;

/// <summary>Where a page is in the eyes of the reclaim policy. Three bits.</summary>
internal enum RingPlace : byte
{
    /// <summary>Nowhere: not in the cache, or just leaving it.</summary>
    None,

    /// <summary>In the small ring, where pages prove themselves.</summary>
    Small,

    /// <summary>In the main ring.</summary>
    Main,

    /// <summary>Out of the small ring, because it could not be taken; counts as if it were in it.</summary>
    ParkedSmall,

    /// <summary>Out of the main ring, because it could not be taken; counts as if it were in it.</summary>
    ParkedMain,

    /// <summary>Chosen out of the small ring: somebody is trying to take it. Counts nowhere.</summary>
    ChosenSmall,

    /// <summary>Chosen out of the main ring.</summary>
    ChosenMain,
}
