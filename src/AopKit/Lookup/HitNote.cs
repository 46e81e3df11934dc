using System.Runtime.CompilerServices;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Lookup;

/// <summary>What a lookup does for the reclaim policy when it has found a page: mostly nothing.</summary>
internal static class HitNote
{
    /// <summary>
    /// Counts a hit on the page in a frame. Where the policy's table leaves the page's count as it is, which is soon
    /// the usual case, nothing is called and nothing written.
    /// </summary>
    /// <param name="store">The cache.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="word">Its word, as the lookup saw it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(PageStore store, int frame, long word)
    {
        // A full count stays full by every table, so this alone decides most hits.
        if ((word & (FrameState.FrequencyMask | FrameState.Noted)) != FrameState.FrequencyMask && Changes(store, word))
        {
            Count(store, frame, word);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Changes(PageStore store, long word)
    {
        int frequency = FrameState.Frequency(word);
        return ((store.HitTable >> (2 * frequency)) & 3) != frequency || FrameState.Has(word, FrameState.Noted);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Count(PageStore store, int frame, long word)
    {
        if (FrameState.Has(word, FrameState.Noted))
        {
            if (store.Policy.NotedHit(frame))
            {
                store.ReadAhead?.FirstHit(frame);
            }
        }
        else
        {
            FrameState.Touch(ref store.Frames.State(frame), word, store.HitTable);
        }
    }
}
