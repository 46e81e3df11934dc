using AopKit.Frames;

namespace AopKit.Reclaim;

/// <summary>
/// CLOCK: a hand goes round all frames; a page that was hit since the hand last came loses one of its two frequency
/// bits' counts and is passed over, another is a candidate. Source: Corbató, A Paging Experiment with the Multics
/// System, 1968.
/// </summary>
internal sealed class SecondChancePolicy(FrameTable frames, FreeFrames free) : IReclaimPolicy
{
    /// <summary>How many rounds one call may take: as many as a page has chances, and one.</summary>
    private const int MaxRounds = 4;

    private long _hand;

    public bool TryNext(out int frame)
    {
        int frameCount = free.HighWater;
        long limit = (long)frameCount * MaxRounds;
        for (long step = 0; step < limit; step++)
        {
            frame = (int)((Interlocked.Increment(ref _hand) & long.MaxValue) % frameCount);
            ref long state = ref frames.State(frame);
            long word = FrameState.Read(ref state);
            bool isPage = FrameState.Has(word, FrameState.Uptodate)
                && !FrameState.HasAny(word, FrameState.Frozen | FrameState.Unlinked | FrameState.Locked);
            if (isPage && !FrameState.TryCool(ref state))
            {
                return true;
            }
        }

        frame = -1;
        return false;
    }
}
