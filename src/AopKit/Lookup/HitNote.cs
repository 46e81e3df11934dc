using System.Diagnostics;
using System.Runtime.CompilerServices;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Lookup;

/// <summary>What a lookup does for the reclaim policy when it has found a page: mostly nothing.</summary>
internal static class HitNote
{
    /// <summary>
    /// Counts a hit on the page in a frame. A page that was hit often is told by its word alone, and not written to.
    /// </summary>
    /// <param name="store">The cache.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="word">Its word, as the lookup saw it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(PageStore store, int frame, long word)
    {
        if ((word & (FrameState.FrequencyMask | FrameState.Noted)) != FrameState.FrequencyMask)
        {
            Count(store, frame, word);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Count(PageStore store, int frame, long word)
    {
        Debug.Assert(store.HitTable >> 6 == 3, "A full count stays full: HitNote does not look at the table for it.");
        if (FrameState.Has(word, FrameState.Noted))
        {
            store.Policy.NotedHit(frame);
        }
        else
        {
            FrameState.Touch(ref store.Frames.State(frame), word, store.HitTable);
        }
    }
}
