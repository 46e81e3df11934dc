using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;
using AopKit.Diagnostics;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.Diagnostics;

public sealed class CacheMeterTests() : EngineTests(
    new PageCacheOptions { BudgetBytes = 64 * PageSize, Name = CacheName })
{
    private const string CacheName = "meter test";

    [Fact]
    public void Collect_AfterHitsMissesAndEvictions_TellsWhatTheStatisticsTell()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        for (long index = 0; index < 200; index++)
        {
            Touch(space, index, index);
        }

        Write(space, 199, 7);
        using PagePin<Fact> pin = space.Pin(new(198));
        Dictionary<string, double> told = Collect(CacheName);

        PageCacheStatistics expected = Cache.GetStatistics();
        Assert.Equal(expected.HitCount, told["aopkit.hits"]);
        Assert.Equal(expected.MissCount, told["aopkit.misses"]);
        Assert.Equal(expected.FillCount, told["aopkit.fills"]);
        Assert.Equal(expected.ReclaimedCount, told["aopkit.evictions"]);
        Assert.Equal(expected.ResidentCount, told["aopkit.pages"]);
        Assert.Equal(1, told["aopkit.pages.dirty"]);
        Assert.Equal(1, told["aopkit.pages.pinned"]);
        Assert.Equal(expected.UsedBytes, told["aopkit.memory.used"]);
        Assert.Equal(expected.BudgetBytes, told["aopkit.memory.budget"]);
        Assert.True(expected.ReclaimedCount > 100, "The test needs evictions.");
    }

    [Fact]
    public void Collect_AfterMetadataWasLostToAPin_TellsTheCause()
    {
        (AddressSpace<Fact> space, _) = Create(ReleaseProtocol.Classic);
        using (PagePin<Fact> pin = space.Pin(new(1)))
        {
            space.TryEvict(new(1));
        }

        Dictionary<string, double> told = Collect(CacheName);

        Assert.Equal(1, told["aopkit.released_but_kept already_pinned"]);
        Assert.Equal(0, told["aopkit.released_but_kept raced"]);
    }

    [Fact]
    public void Collect_OfADisposedCache_TellsNothingOfIt()
    {
        const string Other = "meter test, disposed";
        var cache = new PageCache(new PageCacheOptions { BudgetBytes = 64 * PageSize, Name = Other });
        Assert.NotEmpty(Collect(Other));

        cache.Dispose();

        Assert.Empty(Collect(Other));
    }

    [Fact]
    public void Collect_OfAForgottenCache_DoesNotKeepIt()
    {
        WeakReference forgotten = MakeAndForget();
        for (int attempt = 0; attempt < 10 && forgotten.IsAlive; attempt++)
        {
            Collect("forgotten");
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(forgotten.IsAlive, "The meter keeps a cache alive.");
    }

    [Fact]
    public async Task Session_AsDotnetCountersOpensIt_IsToldOfTheCache()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        Touch(space, 1, 1, 1);
        using var session = new MetricsSession(CacheMeter.Name, $"{CacheMeter.CacheTag}={CacheName}");

        HashSet<string> told = await session.Told.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("aopkit.hits", told);
    }

    /// <summary>What one collection tells of a cache: by instrument, and by the value of a further tag.</summary>
    private static Dictionary<string, double> Collect(string cacheName)
    {
        var told = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == CacheMeter.Name)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return told;

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if ((string?)tags[0].Value == cacheName)
            {
                told.Add(tags.Length == 1 ? instrument.Name : $"{instrument.Name} {tags[1].Value}", value);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference MakeAndForget() =>
        new(new PageCache(new PageCacheOptions { BudgetBytes = 64 * PageSize, Name = "forgotten" }).Parts.Store);

    /// <summary>Listens as dotnet-counters does: through the runtime's event source of metrics.</summary>
    private sealed class MetricsSession(string meter, string tags) : EventListener
    {
        private readonly TaskCompletionSource<HashSet<string>> _told =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly HashSet<string> _names = [];

        public Task<HashSet<string>> Told
        {
            get
            {
                EventSource source = EventSource.GetSources().Single(seen => seen.Name == "System.Diagnostics.Metrics");
                EnableEvents(source, EventLevel.Informational, (EventKeywords)2, new Dictionary<string, string?>
                {
                    ["SessionId"] = "test", ["Metrics"] = meter, ["RefreshInterval"] = "0.2",
                    ["MaxTimeSeries"] = "1000", ["MaxHistograms"] = "10",
                });
                return _told.Task;
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            string[] texts = [.. (eventData.Payload ?? []).OfType<string>()];
            if (eventData.EventName == "CounterRateValuePublished" && texts.Any(text => text.Contains(tags)))
            {
                _names.UnionWith(texts);
                if (_names.Contains("aopkit.hits"))
                {
                    _told.TrySetResult([.. _names]);
                }
            }
        }
    }
}
