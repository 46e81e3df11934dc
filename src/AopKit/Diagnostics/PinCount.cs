using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Diagnostics;

/// <summary>
/// Pages that somebody holds a pin on, by a walk over all frames: a count that is kept would cost each pin a shared
/// write.
/// </summary>
internal static class PinCount
{
    public static long Of(PageStore store)
    {
        long pinned = 0;
        for (int frame = 0; frame < store.Free.HighWater; frame++)
        {
            long word = FrameState.Read(ref store.Frames.State(frame));
            pinned += FrameState.Pins(word) > 0 && !FrameState.Has(word, FrameState.Frozen) ? 1 : 0;
        }

        return pinned;
    }
}
