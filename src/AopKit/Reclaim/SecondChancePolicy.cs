using AopKit.Frames;
using AopKit.Residency;

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
    private int _clock;

    public int BatchCount => 8;

    public Arrival Arrive(int spaceId, long index, long slot, bool isAhead, out int victim)
    {
        victim = -1;
        return new Arrival(IsMain: true, isAhead);
    }

    public void Inserted(int frame, in Arrival arrival)
    {
    }

    public uint Leave(int frame) => (uint)Interlocked.Increment(ref _clock);

    public void Moved(int from, int to)
    {
    }

    public void NotedHit(int frame)
    {
    }

    public bool IsSpent(int spaceId, long index, uint stamp) => true;

    public void Kept(int frame)
    {
    }

    public int Choose(Span<int> victims, bool isPressing)
    {
        int count = 0;
        while (count < victims.Length && TryNext(out victims[count]))
        {
            count++;
        }

        return count;
    }

    private bool TryNext(out int frame)
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
