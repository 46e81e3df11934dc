using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using AopKit.Diagnostics;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.Diagnostics;

[Collection(ListenersOrBytes.Collection)]
public sealed class EngineEventsTests() : EngineTests(
    new PageCacheOptions
    {
        BudgetBytes = 64 * PageSize, MaxBudgetBytes = 128 * PageSize, Name = CacheName,
        SlowCallbackThreshold = TimeSpan.Zero,
    })
{
    private const string CacheName = "event test";

    [Fact]
    public void Manifest_OfTheSource_IsWellFormed() =>
        Assert.NotNull(EventSource.GenerateManifest(typeof(EngineEvents), "AopKit.dll", EventManifestOptions.Strict));

    [Fact]
    public void SlowCallback_Listening_IsToldWithItsPage()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        using var listener = new Listener();

        Touch(space, 5);
        space.Discard();

        Assert.Contains("SlowCallback event test, test, 5, Fill", listener.Lines);
        Assert.Contains("SlowCallback event test, test, 5, Remove", listener.Lines);
    }

    [Fact]
    public void FastCallback_UnderTheThreshold_IsNotTold()
    {
        using var cache = new PageCache(new PageCacheOptions
        {
            BudgetBytes = 64 * PageSize, Name = "patient", SlowCallbackThreshold = TimeSpan.FromHours(1),
        });
        using AddressSpace<Fact> space = cache.CreateAddressSpace(new NotifiedClient());
        using var listener = new Listener();

        Touch(space, 5);

        Assert.DoesNotContain(listener.Lines, line => line.Contains("patient"));
    }

    [Fact]
    public void CallbackFailed_Listening_IsToldWithItsClause()
    {
        var client = new NotifiedClient { OnRemoved = (in _, _) => throw new InvalidOperationException("bug") };
        AddressSpace<Fact> space = Create(client);
        Touch(space, 5);
        using var listener = new Listener();

        space.Discard();

        Assert.Contains("CallbackFailed event test, test, 5, OnRemove, E15, bug", listener.Lines);
    }

    [Fact]
    public void Resize_Listening_IsTold()
    {
        using var listener = new Listener();

        Cache.Resize(100 * PageSize);

        Assert.Contains($"Resized event test, {64 * PageSize}, {100 * PageSize}", listener.Lines);
    }

    [Fact]
    public void SlowCallback_TraceListening_IsAnActivityUnderItsCallers()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        var ended = new ConcurrentQueue<Activity>();
        using var source = new ActivitySource("event test's caller");
        using var listener = new ActivityListener
        {
            ShouldListenTo = heard => heard.Name is EngineActivities.SourceName or "event test's caller",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        using (Activity? caller = source.StartActivity("request"))
        {
            Touch(space, 5);
            Assert.Same(caller, Activity.Current);
            Activity fill = ended.Single(activity => Equals(activity.GetTagItem("aopkit.cache"), CacheName));
            Assert.Equal("aopkit Fill", fill.OperationName);
            Assert.Equal(caller?.SpanId, fill.ParentSpanId);
            Assert.Equal("test", fill.GetTagItem("aopkit.space"));
            Assert.Equal(5L, fill.GetTagItem("aopkit.page"));
            Assert.Equal("Fill", fill.GetTagItem("aopkit.callback"));
            Assert.Equal(
                fill.Duration.TotalMilliseconds, Assert.IsType<double>(fill.GetTagItem("aopkit.milliseconds")), 1e-3);
            Assert.InRange(fill.StartTimeUtc, caller!.StartTimeUtc.AddSeconds(-1), DateTime.UtcNow);
        }
    }

    [Fact]
    public void SlowCallback_TraceListenerThrows_TheEngineGoesOn()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == EngineActivities.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = static _ => throw new InvalidOperationException("a listener's bug"),
        };
        ActivitySource.AddActivityListener(listener);

        Touch(space, 5);
        Assert.True(space.TryEvict(new(5)));

        Assert.Equal(1, client.CountOf("remove 5"));
    }

    [Fact]
    public void SlowCallback_TraceListening_TheClientSeesNoActivity()
    {
        Activity? seen = null;
        var client = new NotifiedClient { OnRead = _ => seen = Activity.Current };
        AddressSpace<Fact> space = Create(client);
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == EngineActivities.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using Activity caller = new Activity("caller").Start();

        Touch(space, 5);

        Assert.Null(seen);
    }

    [Fact]
    public void Timing_NobodyListens_IsOff() => Assert.False(Cache.Hooks.IsTiming);

    private sealed class Listener : EventListener
    {
        private readonly ConcurrentQueue<string> _lines = new();

        /// <summary>Each event's name and what it tells, but for durations.</summary>
        public string[] Lines => [.. _lines];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == EngineEvents.SourceName)
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            _lines?.Enqueue(
                $"{eventData.EventName} {string.Join(", ", eventData.Payload!.Where(part => part is not double))}");
    }
}
