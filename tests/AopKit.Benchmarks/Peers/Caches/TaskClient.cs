using System.Threading.Tasks.Sources;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// Fills by tasks that allocate nothing: one that has ended when the callback returns, or one that is used again and
/// again, for one fill at a time, and ends when the caller says so.
/// </summary>
internal sealed class TaskClient(bool endsAtOnce)
    : IAddressSpaceOperations<Note>, IReadPageAsync<Note>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _task;

    public void ReadPage(FillPage<Note> page) => PageContent.Stamp(page.Bytes, page.Index.Value);

    public ValueTask ReadPageAsync(FillRequest<Note> page, CancellationToken cancellation)
    {
        PageContent.Stamp(page.Bytes.Span, page.Index.Value);
        return endsAtOnce ? ValueTask.CompletedTask : new ValueTask(this, _task.Version);
    }

    /// <summary>Ends the fill that is on its way, if it has not ended at once.</summary>
    public void End()
    {
        if (!endsAtOnce)
        {
            _task.SetResult(true);
        }
    }

    public void GetResult(short token)
    {
        _task.GetResult(token);
        _task.Reset();
    }

    public ValueTaskSourceStatus GetStatus(short token) => _task.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _task.OnCompleted(continuation, state, token, flags);
}
