namespace AopKit.Residency;

/// <summary>
/// What the index keeps one bit of for each entry of each node, so that a search finds its pages in order without a
/// walk over others: in a leaf, whether the page is so; in an inner node, whether a page below is.
/// </summary>
internal enum IndexTag
{
    /// <summary>The slot holds a page, or one that is leaving.</summary>
    Taken,

    /// <summary>The slot holds a shadow entry.</summary>
    Shadow,

    /// <summary>The page is dirty.</summary>
    Dirty,

    /// <summary>The page is being written.</summary>
    Writeback,
}
