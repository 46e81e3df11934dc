namespace AopKit.Reclaim;

/// <summary>What a call of reclaim did.</summary>
/// <param name="RemovedCount">Pages that left.</param>
/// <param name="RefusedCount">Pages that their clients refused.</param>
/// <param name="ShrunkCount">Objects that shrinkers freed.</param>
internal readonly record struct ReclaimProgress(long RemovedCount, long RefusedCount, long ShrunkCount);
