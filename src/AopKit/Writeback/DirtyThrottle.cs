using System.Diagnostics;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>
/// Makes those who make pages dirty keep pace with the flusher. They wait; they do not write themselves.
/// </summary>
/// <remarks>
/// A writer may hold pins, page locks, other writers and locks of its client. It therefore only ever waits for progress
/// of the flusher, which takes nothing that is not free, and never for long: if no run ends for a while it goes on, and
/// it goes on at once if the flusher has nothing that it could write. A device that hangs or fails so slows its writers
/// down; it does not stop them.
/// </remarks>
internal sealed class DirtyThrottle(PageStore store, DirtyLimits limits, BackgroundFlusher flusher)
{
    /// <summary>How long a writer waits for the end of one run. Linux: max_pause, 200 ms.</summary>
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long it waits altogether while others make pages dirty faster than it comes to its turn.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);

    /// <summary>Before a clean page becomes dirty. No lock of the engine is held.</summary>
    public void BeforeDirtying(Space space)
    {
        if (limits.IsOverBackground)
        {
            flusher.Wake();
        }

        // Inside a callback the thread may be the very one that the flusher, or a device, waits for.
        if (limits.IsOverLimit(space) && !CallbackScope.IsInside)
        {
            Wait(space);
        }
    }

    /// <summary>After a page has become dirty. No lock of the engine is held.</summary>
    public void AfterDirtying() => flusher.Watch();

    private void Wait(Space space)
    {
        long start = Stopwatch.GetTimestamp();
        Counters.Add(ref store.Counters.WriterStalls);
        store.Hooks.Reach(TestPoint.WriterWaits, space.Owner, 0);
        bool isProgressing = true;
        while (isProgressing && Stopwatch.GetElapsedTime(start) < s_longestWait)
        {
            long seen = store.Dirty.EndedRunCount;
            flusher.Wake();
            isProgressing = limits.IsOverLimit(space) && !flusher.IsStuck
                && store.Dirty.WaitForProgress(seen, s_longestPause);
        }

        long elapsed = Stopwatch.GetTimestamp() - start;
        Counters.Add(ref store.Counters.WriterStallTicks, elapsed);
        EngineEvents.Log.WriterStalled(store.Hooks, space.Owner, elapsed);
    }
}
