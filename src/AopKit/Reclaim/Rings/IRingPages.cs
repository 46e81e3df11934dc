namespace AopKit.Reclaim.Rings;

/// <summary>
/// What the rings keep of each page, by its number: frames of the cache, or entries of a miniature one. A struct, so
/// that one algorithm serves both without a call through an interface.
/// </summary>
internal interface IRingPages
{
    /// <summary>The page that came in after this one, or the end of its ring.</summary>
    ref int Next(int page);

    /// <summary>The page that came in before this one, or the end of its ring.</summary>
    ref int Previous(int page);

    /// <summary>When the page came in, or last passed the ring's end, in misses.</summary>
    ref uint Stamp(int page);

    RingPlace Place(int page);

    /// <summary>Tells the processor that the page will be looked at soon. It may be the end of a ring.</summary>
    void Prefetch(int page);

    void SetPlace(int page, RingPlace place);

    /// <summary>How often the page was hit of late: 0 to 3.</summary>
    int Frequency(int page);

    void SetFrequency(int page, int frequency);

    /// <summary>Whether one can see that the page cannot be taken now.</summary>
    bool IsHeld(int page);
}
