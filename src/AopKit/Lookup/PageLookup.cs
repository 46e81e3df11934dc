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
internal sealed unsafe partial class PageLookup(PageStore store, PageRemover remover)
{
    private readonly FrameAddresses _frames = store.Frames.Addresses;
    private readonly Hooks _hooks = store.Hooks;

    /// <summary>The frames that it looks at.</summary>
    public ref readonly FrameAddresses Frames => ref _frames;

    /// <summary>Whether a test waits at a point of <see cref="TryPin"/>: the short way does not come by it.</summary>
    public bool HasTestPoints => _hooks.AtPoint is not null;

    /// <summary>Pins a page that is in the cache and filled, and counts the hit.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="index">The page.</param>
    /// <param name="page">The page, if it was found.</param>
    /// <param name="seenSlot">What the slot held.</param>
    public LookupOutcome TryPin(Space space, long index, out PageHandle page, out long seenSlot)
    {
        page = default;
        while (true)
        {
            long* slot = space.Index.FindSlot(index, out long root);
            seenSlot = IndexSlot.Read(ref *slot);
            if (!IndexSlot.IsResident(seenSlot))
            {
                if (!space.Index.IsCurrent(root))
                {
                    continue;
                }

                return IndexSlot.IsLeaving(seenSlot) ? LookupOutcome.Waiting : LookupOutcome.Absent;
            }

            int frame = IndexSlot.Frame(seenSlot);
            FrameAddresses.Prefetch(_frames.FirstByte(frame));
            FrameHeader* header = _frames.Header(frame);
            long word = FrameState.AddPins(ref header->State, FrameState.PinOfHit);
            if (_hooks.AtPoint is not null)
            {
                _hooks.Reach(TestPoint.AfterPinBeforeRecheck, space.Owner, index);
            }

            if (CanPin(word))
            {
                // Whose page it is can be asked now: the pin holds it in the frame.
                if (IsOf(header, space, index))
                {
                    NoteHit(frame, word);
                    page = new PageHandle(frame, header->Generation);
                    return LookupOutcome.Found;
                }
            }
            else if (IndexSlot.Read(ref *slot) == seenSlot && space.Index.IsCurrent(root))
            {
                GiveBack(frame);
                return FrameState.Has(word, FrameState.Frozen) ? LookupOutcome.Waiting : LookupOutcome.Filling;
            }

            GiveBack(frame);
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
        (word & (FrameState.Uptodate | FrameState.Frozen | FrameState.Unlinked)) == FrameState.Uptodate
        || (Fault.Is(FaultId.E7_FrozenPageFound) && FrameState.Has(word, FrameState.Uptodate));

    private void NoteHit(int frame, long word)
    {
        if (FrameState.Has(word, FrameState.ManyHits) && FrameState.TryTakeHits(ref _frames.State(frame)))
        {
            store.Counters.Own.Hits += FrameState.HitsTaken;
        }

        HitNote.Take(store, frame, word);
    }
}
