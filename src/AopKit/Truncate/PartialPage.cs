using AopKit.Residency;
using AopKit.Writeback;

namespace AopKit.Truncate;

/// <summary>Drops a part of a page that stays: the client hears of the part, then its bytes are zeroed (E9).</summary>
/// <remarks>
/// The page does not become dirty by it: what the device holds behind a new end is the client's business, which it
/// settles by a write of its own before it truncates.
/// </remarks>
internal sealed class PartialPage(PageStore store, PageLocks locks, PageRemover remover, PageWriting writing)
{
    public void Drop(Space space, long index, ByteRange range, CancellationToken cancellation)
    {
        while (range.Length > 0)
        {
            if (locks.TryPinAny(space, index, out int frame))
            {
                if (TryDrop(space, frame, range, cancellation))
                {
                    return;
                }

                continue;
            }

            long slot = space.Index.ReadSlot(index);
            if (!IndexSlot.IsTaken(slot))
            {
                return;
            }

            locks.WaitForSlotOrThaw(space, index, slot, cancellation);
        }
    }

    private bool TryDrop(Space space, int frame, ByteRange range, CancellationToken cancellation)
    {
        try
        {
            locks.Lock(frame, cancellation);
        }
        catch
        {
            remover.Unpin(frame);
            throw;
        }

        bool linked = locks.IsLinked(space, frame);
        if (linked)
        {
            locks.WaitForWriteback(frame, CancellationToken.None);
            if (space.Callbacks.HasInvalidate)
            {
                space.Callbacks.InvalidatePage(frame, range);
            }

            writing.BeginClean(space, frame);
            store.Frames.Bytes(frame).Slice(range.Start, range.Length).Clear();
            writing.End(frame);
        }

        locks.UnlockAndUnpin(frame);
        return linked;
    }
}
