using System.Diagnostics.CodeAnalysis;
using AopKit.Callbacks;
using AopKit.Checking;

namespace AopKit.Residency;

/// <summary>
/// The engine's view of one address space: its index, its counts, its phase and its client. All writes hold the gate.
/// </summary>
/// <remarks>
/// A cache may have a million spaces, most of them without a page: what not every space needs is made when it is first
/// needed.
/// </remarks>
internal sealed class Space(
    NodePool nodes, int flatSizeClass, AddressSpaceOptions options, RemoveNotification notification)
    : Gate
{
    /// <summary>Which pages are in the cache.</summary>
    public RadixIndex Index = new(nodes, flatSizeClass);

    public long PageCount;
    public long DirtyCount;

    /// <summary>Who reads it in order; null until its first miss, and where nothing is read ahead.</summary>
    public ReadStreams? Streams;

    /// <summary>What writeback knows of the space; null until its first page became dirty.</summary>
    public DirtySpace? Dirty;

    /// <summary>Pages that ever left the index. Written under the gate.</summary>
    private long _leftCount;

    /// <summary>Those of them whose removal has ended. Interlocked.</summary>
    private long _goneCount;

    private WritebackErrors.Failure? _newestFailure;

    /// <summary>
    /// Guards everything here, the index included. A leaf lock: nothing else is taken, and nobody is called, while it
    /// is held. It is the space itself, because one of its own would cost every space 24 bytes.
    /// </summary>
    public Gate Gate => this;

    /// <summary>The number that frames carry; given by <see cref="SpaceTable.Add"/>.</summary>
    public int Id { get; set; }

    public AddressSpaceOptions Options { get; } = options;

    public string Name => Options.Name;

    public RemoveNotification Notification { get; } = notification;

    /// <summary>Its reservation and limit; null if it has neither, as most have.</summary>
    public SpaceQuota? Quota { get; } = SpaceQuota.For(options);

    /// <summary>Whether one more page would be too many.</summary>
    public bool IsFull => Quota is { MaxPages: > 0 } quota && Volatile.Read(ref PageCount) >= quota.MaxPages;

    /// <summary>What most spaces do without; null until something of it was needed.</summary>
    public SpaceExtras? Extras { get; set; }

    /// <summary>Fills that somebody waits for, by page index; null if there was none.</summary>
    public Dictionary<long, FillOperation>? Fills => Extras?.Fills;

    public WritebackErrors Errors => new(ref _newestFailure);

    /// <summary>
    /// Set once, right after construction: the edge needs the user's view of the space, which needs this.
    /// </summary>
    public SpaceCallbacks Callbacks { get; set; } = null!;

    /// <summary>Whether its pages can have metadata: not if the client's type is <see cref="NoMetadata"/>.</summary>
    public bool HasMetadata => Callbacks.HasMetadata;

    public SpacePhase Phase { get; set; }

    public AddressSpace Owner => Callbacks.Owner;

    public bool IsExiting => Phase >= SpacePhase.Exiting;

    /// <summary>
    /// Pages that have left the index and whose removal has not ended: pins are held, or OnRemove runs.
    /// </summary>
    public long LeavingCount
    {
        get
        {
            // In this order: a page that comes between the two counts as leaving, never as less than none.
            long gone = Volatile.Read(ref _goneCount);
            return Volatile.Read(ref _leftCount) - gone;
        }
    }

    /// <summary>Whether it holds no page, and none of its pages is leaving.</summary>
    public bool IsIdle =>
        Phase == SpacePhase.Open && Volatile.Read(ref PageCount) == 0 && LeavingCount == 0;

    /// <summary>The token of asynchronous fills, which ends at teardown.</summary>
    public CancellationToken ExitToken
    {
        get
        {
            using (Gate.Enter())
            {
                SpaceExtras extras = Extras ??= new SpaceExtras();
                if (extras.Exiting is null)
                {
                    extras.Exiting = new CancellationTokenSource();
                    if (IsExiting)
                    {
                        extras.Exiting.Cancel();
                    }
                }

                return extras.Exiting.Token;
            }
        }
    }

    /// <summary>Every call of a user comes by here, so that only the test is inlined.</summary>
    public void ThrowIfExiting()
    {
        if (IsExiting)
        {
            ThrowExiting();
        }
    }

    /// <summary>Ends the token of asynchronous fills, once the phase says that the space is exiting.</summary>
    public void CancelFills()
    {
        CancellationTokenSource? exiting;
        using (Gate.Enter())
        {
            exiting = Extras?.Exiting;
        }

        exiting?.Cancel();
    }

    /// <summary>A page leaves the index. Gate held; <see cref="EndLeaving"/> follows.</summary>
    public void BeginLeaving() => Volatile.Write(ref _leftCount, _leftCount + 1);

    /// <summary>Ends the removal of a page.</summary>
    /// <returns>
    /// Whether it was the last one of a space for which that may mean something: its teardown waits for it, or it is
    /// idle now. Then the caller enters the gate; otherwise it need not.
    /// </returns>
    /// <remarks>
    /// The teardown announces the phase, then looks at the counts; here the count is changed, then the phase is looked
    /// at, with a full fence between the two on either side: one of the two sees the other. Of several removals that
    /// end, the last one finds both counts equal, because each page left before it was gone.
    /// </remarks>
    public bool EndLeaving()
    {
        Schedule.Point(ref _goneCount);
        long gone = Interlocked.Increment(ref _goneCount);
        return gone == Volatile.Read(ref _leftCount) && (IsExiting || Options.Reclaimable);
    }

    /// <summary>Tags a page as dirty, and counts it if it was not. Gate held.</summary>
    public void TagDirty(DirtyPages all, long index)
    {
        if (Index.SetTag(index, IndexTag.Dirty, true))
        {
            DirtyCount++;
            all.Added(Dirty ??= new DirtySpace(this));
        }
    }

    /// <summary>Takes the tag back. Gate held.</summary>
    public void UntagDirty(DirtyPages all, long index)
    {
        if (Index.SetTag(index, IndexTag.Dirty, false))
        {
            DirtyCount--;
            all.Removed();
        }
    }

    /// <summary>Wakes who waits for a change of phase or of counts. Gate held.</summary>
    public void Pulse() => PulseAll();

    [DoesNotReturn]
    private void ThrowExiting() => throw new ObjectDisposedException(Owner.GetType().FullName);
}
