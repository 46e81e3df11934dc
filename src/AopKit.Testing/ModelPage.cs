namespace AopKit.Testing;

/// <summary>A page of the model: everything about it in plain fields.</summary>
internal sealed class ModelPage<T>(PageIndex index, int frame, long generation, int pageSize)
    where T : class
{
    // Fields, not properties: pins and locked pages hold references into them.
    public T? Metadata;
    public int ChargeBytes;

    public PageIndex Index { get; } = index;

    public PageHandle Handle { get; } = new(frame, generation);

    public byte[] Bytes { get; } = new byte[pageSize];

    public bool IsDirty { get; set; }

    /// <summary>Between the start of its fill and the end: no lookup returns it.</summary>
    public bool IsFilling { get; set; }

    public int PinCount { get; set; }

    /// <summary>A <see cref="LockedPage{T}"/> or a writer is open.</summary>
    public bool IsLocked { get; set; }

    /// <summary>Counts writes, begun and ended: odd while one is open.</summary>
    public long Version { get; set; }

    /// <summary>Through which door it left; null while it is in.</summary>
    public RemoveReason? Left { get; set; }
}
