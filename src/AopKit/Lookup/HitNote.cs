using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Lookup;

/// <summary>What a lookup does for the reclaim policy when it has found a page: mostly nothing.</summary>
internal static class HitNote
{
    /// <summary>Bits of a frame's word that say whether a hit has anything to tell.</summary>
    public const long MustBePlain = FrameState.FrequencyMask | FrameState.Noted;

    /// <summary>What they are if it has not: a full count stays full by every table.</summary>
    public const long Plain = FrameState.FrequencyMask;

    /// <summary>
    /// Counts a hit on the page in a frame. Where the policy's table leaves the page's count as it is, which is soon
    /// the usual case, nothing is written.
    /// </summary>
    /// <param name="store">The cache.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="word">Its word, as the lookup saw it.</param>
    public static void Take(PageStore store, int frame, long word)
    {
        if (!FrameState.Has(word, FrameState.Noted))
        {
            FrameState.Touch(ref store.Frames.State(frame), word, store.HitTable);
        }
        else if (store.Policy.NotedHit(frame))
        {
            store.ReadAhead?.FirstHit(frame);
        }
    }
}
