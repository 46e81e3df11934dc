using AopKit.Diagnostics;
using AopKit.Fill;
using AopKit.Frames;
using AopKit.Lookup;
using AopKit.Migrate;
using AopKit.Pressure;
using AopKit.Protocols;
using AopKit.ReadAhead;
using AopKit.Reclaim;
using AopKit.Residency;
using AopKit.Teardown;
using AopKit.Truncate;
using AopKit.Writeback;

namespace AopKit;

/// <summary>
/// The paths of one cache, each made of the nouns and of the paths that it may call. The only place that knows how they
/// fit.
/// </summary>
internal sealed class CacheParts
{
    public CacheParts(PageCacheOptions options, int frameCapacity)
    {
        Store = new PageStore(options, frameCapacity);
        (Frames, Counters) = (Store.Frames, Store.Counters);
        Remover = new PageRemover(Store);
        Locks = new PageLocks(Store, Remover);
        Lookup = new PageLookup(Store, Remover);
        Optimistic = new OptimisticLookup(Store);
        var collector = new RunCollector(Store, Locks, Remover);
        var writer = new RunWriter(Store, Remover);
        if (Store.HasBackground)
        {
            var limits = new DirtyLimits(Store);
            BackgroundFlusher = new BackgroundFlusher(Store, collector, writer, limits);
            Throttle = new DirtyThrottle(Store, limits, BackgroundFlusher);
        }

        Flusher = new PageFlusher(collector, writer, BackgroundFlusher);
        Writing = new PageWriting(Store, Throttle);
        Shrinkers = new ShrinkerSet(Store.Failures, Store.Counters);
        Protocols = new ReleaseProtocols(Store, Locks, new ProtocolTools(Store, Locks, Remover));
        Watermarks? marks = Store.HasBackground && options.BackgroundReclaim ? new Watermarks(Store) : null;
        IReclaimPolicy policy = options.ReclaimPolicy == ReclaimPolicy.Clock
            ? new SecondChancePolicy(Store)
            : new AdaptivePolicy(Store, options);
        Store.Policy = policy;
        var reclaimer = new Reclaimer(Store, policy, Locks, Protocols, Flusher, Shrinkers);
        Daemon = marks is null ? null : new ReclaimDaemon(Store, reclaimer, marks);
        Supply = new FrameSupply(Store, reclaimer, new SpaceReclaimer(Store, reclaimer), marks, Daemon);
        var inserter = new PageInserter(Store);
        var fills = new PageFills(Store);
        var dropper = new PageDropper(Store, Locks, Remover);
        var filler = new PageFiller(Store, Supply, inserter, fills, Remover, dropper);
        Pinner = new PagePinner(Store, Lookup, filler, fills, Remover);
        Batch = new BatchFiller(Store, Supply, inserter, fills, Remover, dropper, filler);
        Store.ReadAhead = new WindowReader(Store, Batch);
        Dropper = new RangeDropper(Store, Locks, Remover, dropper, new PartialPage(Store, Locks, Remover, Writing));
        Replacer = new PageReplacer(Store, Supply, Locks, Remover, inserter, fills, dropper, Writing);
        Evictor = new PageEvictor(Store, Locks, Remover, Protocols);
        Ender = new SpaceEnder(Store, Flusher, Dropper);
        Resizer = new CacheResizer(Store, Supply, new PageMover(Store, Locks, Remover));
        Follower = options.FollowMemoryLimit is { } limit
            ? new BudgetFollower(Store, Resizer, limit, OptionsCheck.LeastBudget(options.PageSize))
            : null;
        Shrinkers.Add(
            new ShadowShrinker(Store), new ShrinkerOptions { Name = "shadow entries", Seeks = 0 }, isOwn: true);
        Shrinkers.Add(
            new IdleSpaceShrinker(Store, Ender), new ShrinkerOptions { Name = "idle address spaces" }, isOwn: true);
    }

    public PageStore Store { get; }

    /// <summary>Of the store, beside it, because every lookup needs them.</summary>
    public FrameTable Frames { get; }

    /// <inheritdoc cref="Frames"/>
    public Counters Counters { get; }

    public PageRemover Remover { get; }

    public PageLocks Locks { get; }

    public PageLookup Lookup { get; }

    public OptimisticLookup Optimistic { get; }

    public PageWriting Writing { get; }

    public PageFlusher Flusher { get; }

    /// <summary>Null in a small cache, as all that works in the background.</summary>
    public BackgroundFlusher? BackgroundFlusher { get; }

    public DirtyThrottle? Throttle { get; }

    public ReclaimDaemon? Daemon { get; }

    public ShrinkerSet Shrinkers { get; }

    public ReleaseProtocols Protocols { get; }

    public FrameSupply Supply { get; }

    public PagePinner Pinner { get; }

    public BatchFiller Batch { get; }

    public RangeDropper Dropper { get; }

    public PageReplacer Replacer { get; }

    public PageEvictor Evictor { get; }

    public SpaceEnder Ender { get; }

    public CacheResizer Resizer { get; }

    /// <summary>Null unless the budget is to follow a memory limit.</summary>
    public BudgetFollower? Follower { get; }

    /// <summary>Ends the cache's threads.</summary>
    public Task StopBackgroundAsync()
    {
        Store.ReadAhead?.Stop();
        return Task.WhenAll(
            BackgroundFlusher?.StopAsync() ?? Task.CompletedTask, Daemon?.StopAsync() ?? Task.CompletedTask,
            Follower?.StopAsync() ?? Task.CompletedTask);
    }
}
