using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Protocols;

/// <summary>One attempt to take a page: the caller has locked it and holds one pin on it.</summary>
/// <param name="space">The address space.</param>
/// <param name="frame">The frame.</param>
/// <param name="reason">Who asks.</param>
/// <param name="thread">The calling thread.</param>
/// <param name="counts">What it counts.</param>
internal readonly ref struct ReleaseAttempt(
    Space space, int frame, ReleaseReason reason, CallingThread thread, ThreadCounts counts)
{
    public Space Space { get; } = space;

    public int Frame { get; } = frame;

    public ReleaseReason Reason { get; } = reason;

    /// <summary>Whether callbacks may block: not if the thread is inside one already.</summary>
    public bool MayBlock { get; } = !thread.IsInCallback;

    /// <summary>Whether callbacks may take the client's long-held locks.</summary>
    public bool MayEnterFileSystem => MayBlock;

    public CallingThread Thread { get; } = thread;

    public ThreadCounts Counts { get; } = counts;

    /// <summary>Takes the frame when it is free; null: it is given back.</summary>
    public FrameBatch? Freed { get; init; }

    /// <summary>The reason that a removed page's OnRemove hears.</summary>
    public RemoveReason RemoveReason =>
        Reason == ReleaseReason.Invalidate ? RemoveReason.Invalidated : RemoveReason.Reclaimed;
}
