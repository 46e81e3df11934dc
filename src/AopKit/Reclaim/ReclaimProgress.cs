namespace AopKit.Reclaim;

/// <summary>What a run of reclaim did; grows as it goes on.</summary>
internal struct ReclaimProgress
{
    /// <summary>Pages that were taken out.</summary>
    public long RemovedCount;

    /// <summary>Pages whose client refused.</summary>
    public long RefusedCount;

    /// <summary>Objects that shrinkers freed.</summary>
    public long ShrunkCount;
}
