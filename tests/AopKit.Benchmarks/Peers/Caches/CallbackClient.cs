using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// The same client with both callbacks of an eviction, empty but for a count: each eviction asks it, and tells it.
/// </summary>
internal sealed class CallbackClient(FillKind fill)
    : PlainClient(fill, attaches: true), IReleasePage<Note>, IOnRemove<Note>
{
    public long ReleaseCount { get; private set; }

    public long RemoveCount { get; private set; }

    public ReleaseOutcome ReleasePage(LockedPage<Note> page, in ReleaseContext context)
    {
        ReleaseCount++;
        return ReleaseOutcome.Removable;
    }

    public void OnRemove(in RemovedPage<Note> page, RemoveReason reason) => RemoveCount++;
}
