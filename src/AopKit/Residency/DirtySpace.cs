namespace AopKit.Residency;

/// <summary>
/// What writeback knows of a space that has, or had, dirty pages. Made when its first page becomes dirty,
/// so that spaces that are only read do not pay for it.
/// </summary>
internal sealed class DirtySpace(Space space)
{
    /// <summary>1 while it is in the list of <see cref="DirtyPages"/> or in the flusher's hands. Interlocked.</summary>
    public int IsListed;

    /// <summary>Runs of pages that are being written; null until there was one. The space's gate is held.</summary>
    public List<WriteRun>? Runs;

    /// <summary>Runs that ended unwritten, so that their pages are dirty again. The space's gate is held.</summary>
    public long FailedRunCount;

    public Space Space { get; } = space;

    /// <summary>The next in the list.</summary>
    public DirtySpace? Next { get; set; }

    /// <summary>Its number in the flusher's queue: the lowest is next.</summary>
    public long Turn { get; set; }

    /// <summary>No page of the space has been dirty for longer than since then: a timestamp of the clock.</summary>
    public long DirtySince { get; set; }

    /// <summary>
    /// Where the flusher goes on: all dirty pages before it were written since <see cref="SweepSince"/>.
    /// </summary>
    public long NextIndex { get; set; }

    /// <summary>When the flusher began the sweep over the space that it is in.</summary>
    public long SweepSince { get; set; }

    /// <summary>
    /// Runs that the flusher found in the sweep; without any there is no point in sweeping on at once.
    /// </summary>
    public int SweepRunCount { get; set; }

    /// <summary>Not before then: a write has failed, or nothing could be taken. A timestamp of the clock.</summary>
    public long RestUntil { get; set; }

    /// <summary>Writes that failed, one after the other, since the last one that did not.</summary>
    public int FailureCount { get; set; }
}
