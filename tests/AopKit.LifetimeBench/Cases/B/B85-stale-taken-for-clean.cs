// source: torvalds/linux 96355d5a1f0e https://github.com/torvalds/linux/commit/96355d5a1f0ee6dcc182c37db4894ec0c29f1692
// title: Reclaim frees nodes that are marked stale, although some of them are dirty
// story: A node whose block had been freed is stale, and reclaim took that for leave to free it. A later step of the
// same operation had made some of them dirty again, so that the log still pointed to what reclaim freed.
//// bad
using AopKit;
using AopKit.Lifetimes;

[UnwrittenState]
public sealed class NodeState
{
    public bool IsStale;
    public bool IsInLog;
}

public sealed class NodePages : IReleasePage<NodeState>
{
    public ReleaseOutcome ReleasePage(LockedPage<NodeState> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsStale: true } || !page.IsDirty) // bug
        {
            page.Detach(); // bug
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Kept;
    }
}
//// clean
using AopKit;
using AopKit.Lifetimes;

[UnwrittenState]
public sealed class NodeState
{
    public bool IsStale;
    public bool IsInLog;
}

public sealed class NodePages : IReleasePage<NodeState>
{
    public ReleaseOutcome ReleasePage(LockedPage<NodeState> page, in ReleaseContext context)
    {
        if (page.Metadata is not { IsInLog: true } && !page.IsDirty)
        {
            page.Detach();
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Kept;
    }
}
//// near-miss
using AopKit;
using AopKit.Lifetimes;

[UnwrittenState]
public sealed class NodeState
{
    public bool IsStale;
    public bool IsInLog;
}

public sealed class NodePages : IReleasePage<NodeState>
{
    public ReleaseOutcome ReleasePage(LockedPage<NodeState> page, in ReleaseContext context)
    {
        // Stale comes on top of clean, and does not stand in for it.
        if (page.Metadata is { IsStale: true, IsInLog: false } && !page.IsDirty)
        {
            page.Detach();
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Kept;
    }
}
