using AopKit.Frames;
using AopKit.Protocols;
using AopKit.Residency;

namespace AopKit.Reclaim;

/// <summary>
/// Takes a page out of one space, which has as many as it may have. A CLOCK hand of the space's own goes round its
/// index, so that nothing of other spaces is looked at.
/// </summary>
internal sealed class SpaceReclaimer(PageStore store, Reclaimer reclaimer)
{
    /// <summary>Pages that are looked at under one hold of the gate.</summary>
    private const int MaxLooks = 64;

    /// <summary>A page has up to three second chances; the fourth time it is a candidate.</summary>
    private const int MaxRounds = 4;

    private const int MaxCandidates = 8;

    /// <summary>Takes a page, if any of the space's pages can be taken.</summary>
    public bool TryTakeOne(Space space, out long refusedCount)
    {
        refusedCount = 0;
        Span<int> frames = stackalloc int[MaxCandidates];
        long looks = (Volatile.Read(ref space.PageCount) * MaxRounds) + MaxLooks;
        while (looks > 0)
        {
            int count = Choose(space, frames, ref looks);
            foreach (int frame in frames[..count])
            {
                AttemptOutcome outcome = reclaimer.TryTakeOne(frame, space);
                if (outcome == AttemptOutcome.Removed)
                {
                    return true;
                }

                refusedCount += outcome == AttemptOutcome.Refused ? 1 : 0;
            }
        }

        return false;
    }

    /// <summary>Whether some of the space's pages are being written, and can be taken when that has ended.</summary>
    public static bool IsBeingWritten(Space space)
    {
        using (space.Gate.Enter())
        {
            return space.Dirty?.Runs is { Count: > 0 };
        }
    }

    /// <summary>Pages of the space that somebody holds a pin on.</summary>
    public long CountPinned(Space space)
    {
        long pinned = 0;
        using (space.Gate.Enter())
        {
            for (long from = 0; from >= 0 && space.Index.TryNextTaken(from, out long index); from = index + 1)
            {
                long slot = space.Index.ReadSlot(index);
                pinned += IndexSlot.IsResident(slot) && FrameState.Pins(Word(IndexSlot.Frame(slot))) > 0 ? 1 : 0;
            }
        }

        return pinned;
    }

    private int Choose(Space space, Span<int> frames, ref long looks)
    {
        int count = 0;
        using (space.Gate.Enter())
        {
            SpaceQuota quota = space.Quota!;
            for (int look = 0; look < MaxLooks && count < frames.Length && looks > 0; look++, looks--)
            {
                if (quota.Hand < 0 || !space.Index.TryNextTaken(quota.Hand, out long index))
                {
                    quota.Hand = 0;
                    continue;
                }

                // Past the last index of 63 bits the sum is negative: the hand begins anew.
                quota.Hand = unchecked(index + 1);
                long slot = space.Index.ReadSlot(index);
                if (IndexSlot.IsResident(slot) && IsCandidate(IndexSlot.Frame(slot)))
                {
                    frames[count++] = IndexSlot.Frame(slot);
                }
            }
        }

        return count;
    }

    private bool IsCandidate(int frame)
    {
        long word = Word(frame);
        return FrameState.Has(word, FrameState.Uptodate)
            && !FrameState.HasAny(word, FrameState.Frozen | FrameState.Unlinked | FrameState.Locked)
            && !FrameState.TryCool(ref store.Frames.State(frame));
    }

    private long Word(int frame) => FrameState.Read(ref store.Frames.State(frame));
}
