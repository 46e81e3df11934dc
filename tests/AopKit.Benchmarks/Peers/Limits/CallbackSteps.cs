using AopKit.Benchmarks.Peers.Caches;
using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Limits;

/// <summary>
/// The two callbacks of an eviction without an engine: what each is lent is made, the caller's context is looked for
/// (E4), and what is thrown would be caught (E15). No check of the answer, no page.
/// </summary>
internal sealed class CallbackSteps : Contestant
{
    private readonly IReleasePage<Note> _release;
    private readonly IOnRemove<Note> _remove;
    private readonly byte[] _bytes = new byte[PageContent.PageSize];
    private readonly ExecutionContext? _empty = ExecutionContext.Capture();

    public CallbackSteps(string name)
        : base(name)
    {
        var client = new CallbackClient(FillKind.Nothing);
        (_release, _remove) = (client, client);
    }

    public override ulong Run(int operations)
    {
        ulong kept = 0;
        for (int i = 0; i < operations; i++)
        {
            kept += Release(i) ? 0u : 1u;
            Remove(i);
        }

        return kept;
    }

    private bool Release(long index)
    {
        Caches.Note? metadata = Caches.Note.Shared;
        if (ExecutionContext.Capture() != _empty)
        {
            return false;
        }

        try
        {
            return _release.ReleasePage(
                new LockedPage<Note>(new PageIndex(index), _bytes, ref metadata),
                new ReleaseContext(ReleaseReason.Reclaim, WillRemove.Likely, MayBlock: true, MayEnterFileSystem: true))
                != ReleaseOutcome.Kept;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Remove(long index)
    {
        if (ExecutionContext.Capture() != _empty)
        {
            return;
        }

        try
        {
            _remove.OnRemove(
                new RemovedPage<Note>(null, new PageIndex(index), index, _bytes, Caches.Note.Shared),
                RemoveReason.Reclaimed);
        }
        catch (InvalidOperationException)
        {
            // Nobody throws; a callback is never called without a net.
        }
    }
}
