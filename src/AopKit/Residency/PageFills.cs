using System.Diagnostics.CodeAnalysis;
using AopKit.Checking;
using AopKit.Frames;

namespace AopKit.Residency;

/// <summary>Who waits for pages that are being filled, and how fills end (E11).</summary>
/// <remarks>
/// A fill that nobody waits for leaves no record anywhere: its page is in the index, LOCKED and not UPTODATE, and the
/// filler ends it with one exchange of the frame's word, without the gate and without an object. The first who needs
/// the page makes the record, under the gate, and sets JOINED in the word; of that exchange and the filler's only one
/// can come first, so that either the waiter sees that the fill has ended, or the filler sees that somebody waits and
/// ends the record under the gate.
/// </remarks>
internal sealed class PageFills(PageStore store)
{
    private readonly ReusePool<FillOperation> _pool = new();

    /// <summary>Joins the fill of a page that is in the index and not filled.</summary>
    /// <returns>The fill, with the caller counted; null if the fill has ended, or the page is gone.</returns>
    public FillOperation? TryJoin(Space space, long index)
    {
        using (space.Gate.Enter())
        {
            long slot = space.Index.ReadSlot(index);
            if (!IndexSlot.IsResident(slot))
            {
                return null;
            }

            if (space.Fills is null || !space.Fills.TryGetValue(index, out FillOperation? fill))
            {
                int frame = IndexSlot.Frame(slot);
                if (!FrameState.TryJoinFill(ref store.Frames.State(frame)))
                {
                    return null;
                }

                fill = FillOperation.For(store.Frames.Handle(frame), _pool);
                (space.Extras ??= new SpaceExtras()).Fills.Add(index, fill);
            }

            return fill.TryJoin() ? fill : null;
        }
    }

    /// <summary>Makes a filled page visible, with the pins that its waiters are owed, and unlocks it.</summary>
    /// <returns>
    /// The fill, if somebody waits: wake it, after the filler's own pin has ended, if it is to end. Who has been woken
    /// finds no pins but those of others who wait.
    /// </returns>
    public FillOperation? Publish(Space space, PageHandle page)
    {
        ref long state = ref store.Frames.State(page.Frame);
        if (FrameState.TryPublish(ref state))
        {
            return null;
        }

        FillOperation? fill = null;
        long before;
        using (space.Gate.Enter())
        {
            if (space.Fills?.Remove(store.Frames.Header(page.Frame).Index, out fill) == true)
            {
                int owedCount = fill.End(null);
                FrameState.AddPins(ref state, Fault.Is(FaultId.P07_OwedPinsForgotten) ? 0 : owedCount);
            }

            before = FrameState.Change(ref state, FrameState.Locked | FrameState.Joined, FrameState.Uptodate);
        }

        store.Waiters.Wake(page.Frame, before);
        return fill;
    }

    /// <summary>
    /// Ends a fill that failed, before its page is taken out: nobody joins it any more. The record stays until the page
    /// is unlinked, so that who comes meanwhile sees that the fill is over.
    /// </summary>
    /// <returns>The fill: wake it when the page is out.</returns>
    public FillOperation Fail(Space space, PageHandle page, Exception error)
    {
        TryFail(space, page, error, isWaitedFor: true, out FillOperation? fill);
        return fill!;
    }

    /// <summary>
    /// As <see cref="Fail"/>, for a page that nobody asked for; not if somebody waits for it meanwhile.
    /// </summary>
    public bool TryFailUnjoined(
        Space space, PageHandle page, Exception error, [NotNullWhen(true)] out FillOperation? fill) =>
        TryFail(space, page, error, isWaitedFor: false, out fill);

    private bool TryFail(
        Space space, PageHandle page, Exception error, bool isWaitedFor, [NotNullWhen(true)] out FillOperation? ended)
    {
        ended = null;
        using (space.Gate.Enter())
        {
            long index = store.Frames.Header(page.Frame).Index;
            Dictionary<long, FillOperation> fills = (space.Extras ??= new SpaceExtras()).Fills;
            if (!fills.TryGetValue(index, out FillOperation? fill))
            {
                fill = FillOperation.For(page, _pool);
                fills.Add(index, fill);
            }

            if (isWaitedFor)
            {
                fill.End(error);
            }
            else if (!fill.TryEndUnjoined(error))
            {
                return false;
            }

            FrameState.Change(ref store.Frames.State(page.Frame), FrameState.Joined, 0);
            ended = fill;
            return true;
        }
    }
}
