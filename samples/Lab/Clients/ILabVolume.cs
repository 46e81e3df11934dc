namespace AopKit.Samples.Lab.Clients;

/// <summary>
/// What the workloads do to a mounted file system. It has files that are read, and units that are walked: the leaves of
/// a tree in key order, or the mapped pages of files in file order. A walk marks what should be moved; the pass that
/// moves comes later and uses up the marks that it still finds.
/// </summary>
/// <remarks>
/// Thread-safe, except that one thread at a time walks and consumes. Disposing closes every address space.
/// </remarks>
internal interface ILabVolume : IDisposable
{
    /// <summary>The number of files that <see cref="ReadFile"/> takes.</summary>
    int FileCount { get; }

    /// <summary>The number of units.</summary>
    int UnitCount { get; }

    /// <summary>Reads a whole file through the cache and returns whether its bytes are the image's.</summary>
    bool ReadFile(int file);

    /// <summary>Looks at a unit, so that its metadata is there, and marks it if it should be moved.</summary>
    /// <returns>How many marks were set.</returns>
    int Walk(int unit);

    /// <summary>Looks for the marks of a unit and uses them up.</summary>
    void Consume(int unit);

    /// <summary>Pins a unit's page until the result is disposed.</summary>
    IDisposable Hold(int unit);

    /// <summary>Where a unit's facts are.</summary>
    PageAddress PageOf(int unit);

    /// <summary>Fills a page that truncation or invalidation took, as readahead does.</summary>
    void ReadAhead(int unit);

    /// <summary>
    /// Closes and releases the address space that a unit's facts belong to; the next use opens it again. Whoever pins
    /// pages holds their address space too: with <c>Placement.Pinned</c> nothing is closed.
    /// </summary>
    void CloseSpaceOf(int unit);

    /// <summary>Writes to a unit's page, through a pin that is given back at once, what it holds already.</summary>
    /// <exception cref="NotSupportedException">The client only reads.</exception>
    void Rewrite(int unit);
}
