namespace AopKit.Samples.Fsblock.Mapping;

/// <summary>A run of blocks of a file that lie one after the other on the disk, or that are all missing.</summary>
/// <param name="FileBlock">The first block of the run, counted in the file.</param>
/// <param name="Count">Its length in blocks.</param>
/// <param name="DiskBlock">Where it begins on the disk; 0 for a hole, as block 0 never belongs to a file.</param>
internal readonly record struct Extent(long FileBlock, long Count, uint DiskBlock)
{
    /// <summary>Whether these blocks have no place on the disk and read as zeros.</summary>
    public bool IsHole => DiskBlock == 0;

    /// <summary>The block behind the run, counted in the file.</summary>
    public long End => FileBlock + Count;

    /// <summary>The place of <paramref name="fileBlock"/>, which lies in the run; 0 in a hole.</summary>
    public uint DiskBlockOf(long fileBlock) => IsHole ? 0 : DiskBlock + (uint)(fileBlock - FileBlock);

    /// <summary>What of the run begins at <paramref name="fileBlock"/>, which lies in it or at its end.</summary>
    public Extent From(long fileBlock) => new(fileBlock, End - fileBlock, DiskBlockOf(fileBlock));

    /// <summary>What of the run comes before <paramref name="fileBlock"/>, which lies in it or at its end.</summary>
    public Extent Before(long fileBlock) => this with { Count = fileBlock - FileBlock };

    /// <summary>Whether <paramref name="next"/> goes on where this run ends, in the file and on the disk.</summary>
    public bool IsContinuedBy(Extent next) =>
        next.FileBlock == End && next.IsHole == IsHole && (IsHole || next.DiskBlock == DiskBlock + Count);
}
