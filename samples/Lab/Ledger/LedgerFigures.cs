namespace AopKit.Samples.Lab.Ledger;

/// <summary>What the ledger says when the operations are done and nothing has been closed yet.</summary>
internal sealed record LedgerFigures
{
    public required FateCounts Metadata { get; init; }

    public required FateCounts Marks { get; init; }

    public required AttemptFigures Attempts { get; init; }

    public required long PagesReclaimed { get; init; }

    public required long PagesNeverReclaimable { get; init; }

    public required long Refills { get; init; }

    public required long FoundWithoutMetadata { get; init; }

    public required long MetadataRebuilt { get; init; }

    public required long MetadataPeakBytes { get; init; }

    public required long MappingHitsAfterReturn { get; init; }
}
