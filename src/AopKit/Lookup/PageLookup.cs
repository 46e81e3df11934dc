using System.Runtime.CompilerServices;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Lookup;

/// <summary>What a lookup found.</summary>
internal enum LookupOutcome
{
    /// <summary>The page, and the caller has a pin on it.</summary>
    Found,

    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>A page that is being filled.</summary>
    Filling,

    /// <summary>A page that is frozen, or whose OnRemove keeps the slot: wait, then look again.</summary>
    Waiting,
}

/// <summary>Finds and pins pages: no callback, no lock, no allocation (E18).</summary>
internal sealed class PageLookup(PageStore store, PageRemover remover)
{
    private readonly FrameTable _frames = store.Frames;
    private readonly Hooks _hooks = store.Hooks;

    /// <summary>Pins a page that is in the cache and filled.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="index">The page.</param>
    /// <param name="page">The page, if it was found.</param>
    /// <param name="seenSlot">What the slot held.</param>
    public LookupOutcome TryPin(Space space, long index, out PageHandle page, out long seenSlot)
    {
        page = default;
        while (true)
        {
            ref long slot = ref space.Index.FindSlot(index, out long root);
            seenSlot = Unsafe.IsNullRef(ref slot) ? IndexSlot.Empty : IndexSlot.Read(ref slot);
            if (!IndexSlot.IsResident(seenSlot))
            {
                if (!space.Index.IsCurrent(root))
                {
                    continue;
                }

                return IndexSlot.IsLeaving(seenSlot) ? LookupOutcome.Waiting : LookupOutcome.Absent;
            }

            int frame = IndexSlot.Frame(seenSlot);
            _frames.Prefetch(frame);
            ref FrameHeader header = ref _frames.Header(frame);
            long word = FrameState.AddPins(ref header.State, FrameState.Pin);
            if (_hooks.AtPoint is not null)
            {
                _hooks.Reach(TestPoint.AfterPinBeforeRecheck, space.Owner, index);
            }

            // The frame may have been given to another page between the two reads, and the slot's node to another
            // space: the pin counts only if both are as they were.
            if ((IndexSlot.Read(ref slot) != seenSlot && !Fault.Is(FaultId.P01_SlotNotCheckedAgain))
                || !space.Index.IsCurrent(root))
            {
                remover.Unpin(frame);
                continue;
            }

            if (!CanPin(word))
            {
                remover.Unpin(frame);
                return FrameState.Has(word, FrameState.Frozen) ? LookupOutcome.Waiting : LookupOutcome.Filling;
            }

            HitNote.Take(store, frame, word);
            page = new PageHandle(frame, header.Generation);
            return LookupOutcome.Found;
        }
    }

    /// <summary>Whether a page is in the cache and filled.</summary>
    public bool Contains(Space space, long index)
    {
        long slot = space.Index.ReadSlot(index);
        return IndexSlot.IsResident(slot)
            && FrameState.Has(FrameState.Read(ref _frames.State(IndexSlot.Frame(slot))), FrameState.Uptodate)
            && space.Index.ReadSlot(index) == slot;
    }

    private static bool CanPin(long word) =>
        (word & (FrameState.Uptodate | FrameState.Frozen)) == FrameState.Uptodate
        || (Fault.Is(FaultId.E7_FrozenPageFound) && FrameState.Has(word, FrameState.Uptodate));
}
