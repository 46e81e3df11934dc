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

    /// <summary>
    /// Pins a page if nothing is in the way, in as few instructions as that takes: where a lookup waits for memory, the
    /// processor is at work on the next ones, and each instruction less lets it see further ahead.
    /// </summary>
    /// <returns>Whether the caller has a pin. If not, nothing is said: <see cref="TryPin"/> finds out.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPinAtOnce(Space space, long index, out PageHandle page)
    {
        ref long slot = ref space.Index.FindSlot(index, out long root);
        if (!Unsafe.IsNullRef(ref slot))
        {
            long seen = IndexSlot.Read(ref slot);
            if (IndexSlot.IsResident(seen) && _hooks.AtPoint is null)
            {
                int frame = IndexSlot.Frame(seen);
                _frames.Prefetch(frame);
                ref FrameHeader header = ref _frames.Header(frame);
                long word = FrameState.AddPins(ref header.State, FrameState.Pin);

                if (IsStill(space, ref slot, seen, root) && CanPin(word))
                {
                    HitNote.Take(store, frame, word);
                    page = new PageHandle(frame, header.Generation);
                    return true;
                }

                GiveBack(frame);
            }
        }

        page = default;
        return false;
    }

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

            if (!IsStill(space, ref slot, seenSlot, root))
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

    /// <summary>
    /// The frame may have been given to another page between the two reads, and the slot's node to another space: a pin
    /// counts only if both are as they were.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsStill(Space space, ref long slot, long seen, long root) =>
        (IndexSlot.Read(ref slot) == seen || Fault.Is(FaultId.P01_SlotNotCheckedAgain))
        && space.Index.IsCurrent(root);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GiveBack(int frame) => remover.Unpin(frame);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CanPin(long word) =>
        (word & (FrameState.Uptodate | FrameState.Frozen)) == FrameState.Uptodate
        || (Fault.Is(FaultId.E7_FrozenPageFound) && FrameState.Has(word, FrameState.Uptodate));
}
