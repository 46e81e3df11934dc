using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Reclaim;

/// <summary>Who takes pages: looked up once for all pages of a run.</summary>
/// <param name="asker">The address space that needs them; null if none in particular does.</param>
/// <param name="isNested">Whether this thread is inside reclaim already: then it must not write.</param>
/// <param name="thread">The thread.</param>
/// <param name="counts">What it counts.</param>
/// <param name="freed">Takes the frames; null: each is given back at once.</param>
internal readonly ref struct ReclaimTurn(
    Space? asker, bool isNested, CallingThread thread, ThreadCounts counts, FrameBatch? freed)
{
    public Space? Asker { get; } = asker;

    /// <summary>Whether only the asker's own pages may be taken.</summary>
    public bool MustBeAskers { get; init; }

    public bool IsNested { get; } = isNested;

    public CallingThread Thread { get; } = thread;

    public ThreadCounts Counts { get; } = counts;

    public FrameBatch? Freed { get; } = freed;
}
