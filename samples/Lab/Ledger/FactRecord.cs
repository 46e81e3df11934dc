namespace AopKit.Samples.Lab.Ledger;

/// <summary>What the ledger knows about the facts that are kept at one key.</summary>
internal sealed class FactRecord
{
    /// <summary>Whether metadata is attached now.</summary>
    public bool HasMetadata { get; set; }

    /// <summary>The bytes that it was declared with.</summary>
    public long Bytes { get; set; }

    /// <summary>The blocks whose marks are alive.</summary>
    public List<long> Marks { get; } = [];

    /// <summary>Metadata that a release callback of the running attempt ended: its fate is the attempt's.</summary>
    public int UndecidedMetadata { get; set; }

    /// <summary>Marks that went with it.</summary>
    public int UndecidedMarks { get; set; }

    /// <summary>
    /// How often metadata was attached anew while the attempt that ended the old was still running. If the page stays,
    /// each was a lookup that met the page without its metadata.
    /// </summary>
    public int AttachedWhileUndecided { get; set; }

    /// <summary>This very page lost its metadata earlier and stayed; nobody has met it since.</summary>
    public bool IsMissingMetadata { get; set; }

    public bool IsUndecided => UndecidedMetadata + UndecidedMarks > 0;

    /// <summary>Whether nothing is left to remember.</summary>
    public bool IsBlank => !HasMetadata && Marks.Count == 0 && !IsUndecided && !IsMissingMetadata;
}
