using AopKit.Callbacks;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;

namespace AopKit.Residency;

/// <summary>
/// The nouns of one cache, together: what every path works on. Holds next to no logic.
/// </summary>
internal sealed class PageStore
{
    private long _mostHits;

    public PageStore(PageCacheOptions options, int frameCapacity)
    {
        Options = options;
        if (options.Checks == Checks.Full)
        {
            Watching.Begin();
        }

        Hooks = new Hooks(options.Name ?? CacheMeter.NextName(), options.SlowCallbackThreshold);
        Frames = new FrameTable(frameCapacity, options.PageSize, options.HugePages);
        Budget = new Budget(options.BudgetBytes);
        Free = new FreeFrames(Frames, Budget);
        Nodes = new NodePool(Math.Max(options.BudgetBytes, options.MaxBudgetBytes), options.HugePages);
        Waiters = new FrameWaiters(Frames);
        Failures = new FailureSink(Counters, Hooks, options.Checks);
        Callbacks = new CallbackTools(Frames, Failures, Hooks);
        Dirty = new DirtyPages(options.TimeProvider);
    }

    public PageCacheOptions Options { get; }

    public FrameTable Frames { get; }

    public Budget Budget { get; }

    public FreeFrames Free { get; }

    public FrameWaiters Waiters { get; }

    public NodePool Nodes { get; }

    public SpaceTable Spaces { get; } = new();

    /// <summary>Whether the cache is large enough to do work in the background.</summary>
    public bool HasBackground => Options.BudgetBytes / Free.FrameCost >= Options.LeastBackgroundFrames;

    /// <summary>Reads ahead; set once, by who makes the cache's parts.</summary>
    public IReadAhead? ReadAhead { get; set; }

    public DirtyPages Dirty { get; }

    public Counters Counters { get; } = new();

    public Hooks Hooks { get; }

    public FailureSink Failures { get; }

    /// <summary>For the edges to the clients.</summary>
    public CallbackTools Callbacks { get; }

    /// <summary>
    /// Set once, by <see cref="CacheParts"/>: the policy is one of the paths, and works on these nouns.
    /// </summary>
    public IResidencyPolicy Policy { get; set; } = null!;

    /// <summary>
    /// What a hit makes of each frequency; see <see cref="FrameState.Touch"/>. The policy changes it with its mode.
    /// </summary>
    public int HitTable = FrameState.CountHits;

    /// <summary>
    /// Zeroes a free frame for a page that a client is to fill, unless the client writes all of it: bytes of another
    /// page must never become visible, whatever the fill does (E21).
    /// </summary>
    public void Zero(Space space, int frame)
    {
        bool isPromised = space.Options.WritesWholePages && Options.Checks != Checks.Full;
        if (!isPromised && !Fault.Is(FaultId.E21_FrameNotZeroed))
        {
            Frames.Bytes(frame).Clear();
        }
    }

    /// <summary>Ends the page of a frozen frame, and counts the hits that are still in its word.</summary>
    /// <returns>The word before, for <see cref="FrameWaiters.Wake"/>.</returns>
    public long Close(int frame)
    {
        long before = Frames.Close(frame);
        if (FrameState.Hits(before) is > 0 and int hits)
        {
            Counters.Own.Hits += hits;
        }

        return before;
    }

    /// <summary>
    /// Lookups that found their page, ever: those that threads have counted, and those that the words of frames still
    /// hold. Exact in a quiet cache; never less than it was.
    /// </summary>
    public long CountHits()
    {
        long hits = Counters.Hits;
        int highWater = Free.HighWater;
        for (int frame = 0; frame < highWater; frame++)
        {
            hits += FrameState.Hits(Volatile.Read(ref Frames.State(frame)));
        }

        // Hits that go from a word to a thread between the two looks are in neither sum.
        while (true)
        {
            long most = Volatile.Read(ref _mostHits);
            if (hits <= most)
            {
                return most;
            }

            Interlocked.CompareExchange(ref _mostHits, hits, most);
        }
    }

    /// <summary>Reaches a test point for the page in a frame.</summary>
    public void Reach(TestPoint point, Space space, int frame)
    {
        if (Hooks.AtPoint is not null)
        {
            Hooks.Reach(point, space.Owner, Frames.Header(frame).Index);
        }
    }
}
