using System.Diagnostics;
using AopKit.Diagnostics;
using AopKit.Residency;

namespace AopKit;

/// <summary>Reads the counters of a cache into the public snapshot.</summary>
internal static class StatisticsReader
{
    public static PageCacheStatistics Read(CacheParts parts)
    {
        PageStore store = parts.Store;
        Counters counters = store.Counters;
        Space[] spaces = store.Spaces.Snapshot();
        return new PageCacheStatistics
        {
            FrameCount = store.Free.UsableCount,
            FreeFrameCount = store.Free.PaidCount,
            ResidentCount = spaces.Sum(space => Volatile.Read(ref space.PageCount)),
            DirtyCount = store.Dirty.DirtyCount,
            PinnedCount = PinCount.Of(store),
            HitCount = store.CountHits(),
            MissCount = counters.Misses,
            FillCount = counters.Fills,
            FillFailedCount = Volatile.Read(ref counters.FillsFailed),
            RefaultCount = Volatile.Read(ref counters.Refaults),
            ReadAheadCount = Volatile.Read(ref counters.ReadAhead),
            ReadAheadHitCount = Volatile.Read(ref counters.ReadAheadHits),
            ReadAheadWastedCount = Volatile.Read(ref counters.ReadAheadWasted),
            InsertedCount = counters.Inserted,
            RemovedCount = counters.Removed,
            ReclaimedCount = counters.Reclaimed,
            BackgroundReclaimedCount = Volatile.Read(ref counters.BackgroundReclaimed),
            ReclaimAttemptCount = counters.ReclaimAttempts,
            ReleaseCallbackCount = counters.ReleaseCallbacks,
            RefusedCount = Volatile.Read(ref counters.Refused),
            ReleaseAbortedCount = Volatile.Read(ref counters.ReleaseAborted),
            ReleasedButKept = counters.ReleasedButKept(),
            WrittenCount = Volatile.Read(ref counters.Written),
            WriteFailedCount = Volatile.Read(ref counters.WriteFailed),
            WritebackCount = store.Dirty.WritebackCount,
            WriterStallCount = Volatile.Read(ref counters.WriterStalls),
            WriterStallTime = Stopwatch.GetElapsedTime(0, Volatile.Read(ref counters.WriterStallTicks)),
            LookupStallCount = Volatile.Read(ref counters.LookupStalls),
            LookupStallTime = Stopwatch.GetElapsedTime(0, Volatile.Read(ref counters.LookupStallTicks)),
            ShrunkCount = Volatile.Read(ref counters.Shrunk),
            ChargedBytes = Volatile.Read(ref counters.ChargedBytes),
            UsedBytes = store.Budget.UsedBytes,
            PolicySampleBytes = store.Policy.SampleBytes,
            BudgetBytes = store.Budget.LimitBytes,
            CallbackFailureCount = Volatile.Read(ref counters.CallbackFailures),
        };
    }
}
