using System.Diagnostics;
using System.Diagnostics.Metrics;
using AopKit.Residency;

namespace AopKit.Diagnostics;

/// <summary>
/// The instruments of <see cref="CacheMeter"/>: names, units, and where each is read. docs/observing.md lists them.
/// </summary>
internal static class CacheInstruments
{
    private const string Page = "{page}";
    private const string Call = "{call}";
    private const string Bytes = "By";
    private const string CauseTag = "aopkit.cause";
    private const string KindTag = "aopkit.kind";

    public static void Make(Meter meter)
    {
        MakeLookups(meter);
        MakeDoors(meter);
        MakeReleases(meter);
        MakeWriteback(meter);
        MakeStalls(meter);
        MakePages(meter);
        MakeMemory(meter);
    }

    private static void MakeLookups(Meter meter)
    {
        const string Lookup = "{lookup}";
        Count(meter, "aopkit.hits", Lookup, "Lookups that found their page.", static s => s.CountHits());
        Count(meter, "aopkit.misses", Lookup, "Lookups that did not.", static s => s.Counters.Misses);
        Count(meter, "aopkit.fills", Page, "Fills that ended well.", static s => s.Counters.Fills);
        Count(meter, "aopkit.fill.failures", Page, "Fills that failed.", static s => s.Counters.FillsFailed);
        Count(meter, "aopkit.refaults", Page, "Fills of a page that reclaim had taken.",
            static s => s.Counters.Refaults);
        Count(meter, "aopkit.readahead", Page, "Pages read ahead of their use, by what became of them.",
            new(static s => s.Counters.ReadAhead, KindTag, "filled"),
            new(static s => s.Counters.ReadAheadHits, KindTag, "used"),
            new(static s => s.Counters.ReadAheadWasted, KindTag, "wasted"));
    }

    private static void MakeDoors(Meter meter)
    {
        Count(meter, "aopkit.insertions", Page, "Pages that came in.", static s => s.Counters.Inserted);
        Count(meter, "aopkit.removals", Page, "Pages that left, by every door.", static s => s.Counters.Removed);
        Count(meter, "aopkit.evictions", Page, "Of them: by reclaim or evict.", static s => s.Counters.Reclaimed);
        Count(meter, "aopkit.evictions.background", Page, "Of these: by the background thread.",
            static s => s.Counters.BackgroundReclaimed);
        Count(meter, "aopkit.eviction.attempts", Page, "Attempts to take a page that got as far as its protocol.",
            static s => s.Counters.ReclaimAttempts);
        Count(meter, "aopkit.shrinker.freed", "{object}", "Objects that shrinkers freed.",
            static s => s.Counters.Shrunk);
    }

    private static void MakeReleases(Meter meter)
    {
        Count(meter, "aopkit.release.callbacks", Call, "Release and prepare callbacks made.",
            static s => s.Counters.ReleaseCallbacks);
        Count(meter, "aopkit.release.refusals", Call, "Of them: answered Kept.", static s => s.Counters.Refused);
        Count(meter, "aopkit.release.aborts", Call, "Prepares that ended in an abort.",
            static s => s.Counters.ReleaseAborted);
        Count(meter, "aopkit.released_but_kept", Page, "Pages whose metadata was released and that stayed, by cause.",
            new(static s => s.Counters.KeptAlreadyPinned, CauseTag, "already_pinned"),
            new(static s => s.Counters.KeptRaced, CauseTag, "raced"),
            new(static s => s.Counters.KeptDirtiedAfter, CauseTag, "dirtied_after"),
            new(static s => s.Counters.KeptNotRemoving, CauseTag, "not_removing"));
        Count(meter, "aopkit.callback.failures", Call, "Callbacks that threw or broke the contract.",
            static s => s.Counters.CallbackFailures);
    }

    private static void MakeWriteback(Meter meter)
    {
        Count(meter, "aopkit.writeback.pages", Page, "Pages written back.", static s => s.Counters.Written);
        Count(meter, "aopkit.writeback.failures", Page, "Pages whose write failed.",
            static s => s.Counters.WriteFailed);
    }

    private static void MakeStalls(Meter meter)
    {
        Count(meter, "aopkit.stalls", "{stall}", "Lookups that waited for a frozen or leaving page; writers held back.",
            new(static s => s.Counters.LookupStalls, KindTag, "lookup"),
            new(static s => s.Counters.WriterStalls, KindTag, "writer"));
        CacheReading<double>[] times =
        [
            new(static s => Seconds(s.Counters.LookupStallTicks), KindTag, "lookup"),
            new(static s => Seconds(s.Counters.WriterStallTicks), KindTag, "writer"),
        ];
        meter.CreateObservableCounter("aopkit.stall.time", () => CacheMeter.Read(times), "s", "How long they waited.");
    }

    private static void MakePages(Meter meter)
    {
        // What is being removed at this moment counts still: the two counters are read one after the other.
        Level(meter, "aopkit.pages", Page, "Pages in the cache.", static s => s.Counters.Inserted - s.Counters.Removed);
        Level(meter, "aopkit.pages.dirty", Page, "Pages with unwritten content.", static s => s.Dirty.DirtyCount);
        Level(meter, "aopkit.pages.writeback", Page, "Pages being written.", static s => s.Dirty.WritebackCount);
        Level(meter, "aopkit.pages.pinned", Page, "Pages that are pinned; counted by a walk.", PinCount.Of);
        Level(meter, "aopkit.frames", "{frame}", "Frames that can be used now.", static s => s.Free.UsableCount);
        Level(meter, "aopkit.frames.free", "{frame}", "Frames that hold no page.", static s => s.Free.PaidCount);
    }

    private static void MakeMemory(Meter meter)
    {
        Level(meter, "aopkit.memory.budget", Bytes, "The budget.", static s => s.Budget.LimitBytes);
        Level(meter, "aopkit.memory.used", Bytes, "What is used of it.", static s => s.Budget.UsedBytes);
        Level(meter, "aopkit.memory.charged", Bytes, "What clients declared for metadata.",
            static s => s.Counters.ChargedBytes);
    }

    private static double Seconds(long ticks) => Stopwatch.GetElapsedTime(0, ticks).TotalSeconds;

    private static void Count(Meter meter, string name, string unit, string description, Func<PageStore, long> read) =>
        Count(meter, name, unit, description, new CacheReading<long>(read));

    private static void Count(
        Meter meter, string name, string unit, string description, params CacheReading<long>[] readings) =>
        meter.CreateObservableCounter(name, () => CacheMeter.Read(readings), unit, description);

    private static void Level(Meter meter, string name, string unit, string description, Func<PageStore, long> read)
    {
        CacheReading<long>[] readings = [new(read)];
        meter.CreateObservableUpDownCounter(name, () => CacheMeter.Read(readings), unit, description);
    }
}
