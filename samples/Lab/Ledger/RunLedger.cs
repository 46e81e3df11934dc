using System.Diagnostics;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Lab.Ledger;

/// <summary>
/// All that a run is judged by. It hears from the client when facts begin and end, and from the engine which page came,
/// went, or was tried and stayed; every figure of the report is counted here.
/// </summary>
/// <remarks>
/// Thread-safe: one lock, held for no longer than it takes to write a figure down, and no call leads out of it, so that
/// even a callback that must not block may report. What the ledger itself costs is kept out of the time of a removal.
/// </remarks>
/// <param name="isRemovalTold">Whether the run's address spaces have a removal notice.</param>
/// <param name="callbackTime">How long a release callback is to take at least.</param>
internal sealed partial class RunLedger(bool isRemovalTold, TimeSpan callbackTime) : IFactObserver
{
    [ThreadStatic]
    private static long t_ownTicks;

    private readonly Lock _gate = new();
    private readonly FactBook _facts = new(isRemovalTold);
    private readonly PageBook _pages = new();
    private readonly AttemptBook _attempts = new();
    private long _mappingHitsAfterReturn;

    public void Attached(FactKey key, long bytes)
    {
        using Entry entry = Begin();
        _facts.Attach(key, bytes);
    }

    public void Ended(FactKey key, FactEnd end)
    {
        using Entry entry = Begin();
        _facts.End(key, end);
    }

    public void Marked(FactKey key, long block)
    {
        using Entry entry = Begin();
        _facts.Mark(key, block);
    }

    public void Unmarked(FactKey key, long block, FactEnd end)
    {
        using Entry entry = Begin();
        _facts.Unmark(key, block, end);
    }

    // The slow client: outside the lock, and not counted as the ledger's own time.
    public void ReleaseCallbackRan(FactKey page)
    {
        using (Begin())
        {
            _attempts.ReleaseCallbackRan();
        }

        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < callbackTime)
        {
            Thread.SpinWait(1);
        }
    }

    public void RemoveCallbackRan(FactKey key)
    {
        using Entry entry = Begin();
        _pages.RemoveCallbackRan(key);
    }

    public void MappingFound(bool afterReturn)
    {
        using Entry entry = Begin();
        _mappingHitsAfterReturn += afterReturn ? 1 : 0;
    }

    /// <summary>The operations are done: what is alive now is pending, and only its end is still followed.</summary>
    public LedgerFigures Seal()
    {
        using Entry entry = Begin();
        _facts.Seal();
        return new LedgerFigures
        {
            Metadata = _facts.Metadata.Counts(),
            Marks = _facts.Marks.Counts(),
            Attempts = _attempts.Figures(),
            PagesReclaimed = _pages.Reclaimed,
            PagesNeverReclaimable = _pages.NeverReclaimable,
            Refills = _pages.Refills,
            FoundWithoutMetadata = _facts.FoundWithout,
            MetadataRebuilt = _facts.Rebuilt,
            MetadataPeakBytes = _facts.PeakBytes,
            MappingHitsAfterReturn = _mappingHitsAfterReturn,
        };
    }

    /// <summary>What can only be said when every address space is closed.</summary>
    public TeardownFigures Close()
    {
        using Entry entry = Begin();
        (int min, int max) = _pages.RemoveCallbacksPerPage(_facts.Spaces);
        return new TeardownFigures(_facts.Metadata.Alive, _facts.Marks.Alive, min, max, [.. _facts.Violations]);
    }

    private Entry Begin() => new(_gate);

    // The lock and the stopwatch together: what is spent inside is subtracted from the removal that it is part of.
    private readonly ref struct Entry
    {
        private readonly Lock _gate;
        private readonly long _began;

        public Entry(Lock gate)
        {
            _gate = gate;
            _began = Stopwatch.GetTimestamp();
            gate.Enter();
        }

        public void Dispose()
        {
            _gate.Exit();
            t_ownTicks += Stopwatch.GetTimestamp() - _began;
        }
    }
}
