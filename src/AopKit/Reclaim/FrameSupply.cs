using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Protocols;
using AopKit.Residency;

namespace AopKit.Reclaim;

/// <summary>
/// Gives out free frames and bytes of the budget; reclaims when there are none, waits a little, and then says so (E14).
/// </summary>
internal sealed class FrameSupply(
    PageStore store, Reclaimer reclaimer, SpaceReclaimer spaceReclaimer, Watermarks? marks, ReclaimDaemon? daemon)
{
    /// <summary>
    /// How often a caller waits for somebody to give something back before it is told that nothing can be had.
    /// </summary>
    private const int MaxWaits = 10;

    /// <summary>How often it waits while pages are being written, which will be clean then.</summary>
    private const int MaxWritebackWaits = 500;

    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(10);

    /// <summary>Takes a free frame for a page that is needed now.</summary>
    /// <param name="space">The page's address space.</param>
    /// <param name="index">The page.</param>
    /// <param name="slot">What its slot holds.</param>
    /// <param name="cancellation">Ends the wait for a frame.</param>
    /// <param name="arrival">Where the policy wants the page; for <see cref="PageInserter"/>.</param>
    /// <exception cref="BudgetExceededException">Nothing can be reclaimed.</exception>
    public int Take(Space space, long index, long slot, CancellationToken cancellation, out Arrival arrival)
    {
        arrival = reclaimer.Arrive(space, index, slot, isAhead: false);
        return store.Free.TryTakeFromStock(out int frame) ? frame : TakeFromDepot(space, cancellation);
    }

    /// <summary>
    /// The stock of this processor is empty: the moment, once in a batch of frames, to look how many are left.
    /// </summary>
    private int TakeFromDepot(Space space, CancellationToken cancellation)
    {
        if (marks is not null && marks.FreeCount <= marks.Min && !CallingThread.Current.IsReclaiming)
        {
            reclaimer.RunOnce(space);
        }

        Patience patience = default;
        int frame;
        while (!store.Free.TryTake(out frame))
        {
            MakeRoom(space, ref patience, cancellation);
        }

        daemon?.Watch();
        return frame;
    }

    /// <summary>
    /// Takes a free frame for a page that is read ahead of its use, if one can be had without waiting for anybody.
    /// </summary>
    public bool TryTakeAhead(Space space, long index, out int frame, out Arrival arrival)
    {
        frame = -1;
        arrival = default;
        if (space.IsFull && !spaceReclaimer.TryTakeOne(space, out _))
        {
            return false;
        }

        arrival = reclaimer.Arrive(space, index, space.Index.ReadSlot(index), isAhead: true);
        return TryTake(out frame, space);
    }

    /// <summary>Takes a free frame if one can be had without waiting for anybody.</summary>
    public bool TryTake(out int frame, Space? asker = null)
    {
        if (store.Free.TryTake(out frame))
        {
            return true;
        }

        reclaimer.RunOnce(asker);
        return store.Free.TryTake(out frame);
    }

    /// <summary>Reserves bytes of the budget, for index nodes or for what clients declare.</summary>
    /// <exception cref="BudgetExceededException">Nothing can be reclaimed.</exception>
    public void Reserve(long bytes, CancellationToken cancellation = default, Space? asker = null)
    {
        Patience patience = default;
        while (bytes > 0 && !TryReserve(bytes))
        {
            MakeRoom(asker, ref patience, cancellation);
        }
    }

    /// <summary>Sets how many bytes a client declares for a page's metadata. The caller holds the page lock.</summary>
    /// <exception cref="BudgetExceededException">They do not fit; nothing has changed.</exception>
    public void SetCharge(int frame, int chargeBytes)
    {
        ref int charge = ref store.Frames.Notes.ChargeBytes(frame);
        if (chargeBytes != charge)
        {
            Charge(chargeBytes - charge);
            charge = chargeBytes;
        }
    }

    /// <summary>Counts bytes that a client declares, or gives them back (negative).</summary>
    /// <exception cref="BudgetExceededException">They do not fit; nothing has changed.</exception>
    public void Charge(long deltaBytes)
    {
        if (deltaBytes < 0)
        {
            store.Budget.Release(-deltaBytes);
        }
        else
        {
            Reserve(deltaBytes);
        }

        Counters.Add(ref store.Counters.ChargedBytes, deltaBytes);
    }

    /// <summary>Takes pages out, as far as that is possible now.</summary>
    public ReclaimProgress Reclaim(long pageCount) => reclaimer.Run(pageCount);

    /// <summary>Takes the page in a frame out by its space's protocol, if it lets itself be taken.</summary>
    public bool TryEvict(int frame) => reclaimer.TryTakeOne(frame) == AttemptOutcome.Removed;

    private bool TryReserve(long bytes)
    {
        do
        {
            if (store.Budget.TryReserve(bytes))
            {
                return true;
            }
        }
        while (store.Free.TryUnpay());
        return false;
    }

    /// <summary>
    /// Takes a page out of a space that has as many as it may have, or else waits a little for that to change.
    /// </summary>
    /// <exception cref="BudgetExceededException">None of its pages can be taken.</exception>
    public void MakeRoomIn(Space space, ref Patience patience, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        long seen = store.Dirty.EndedRunCount;
        if (spaceReclaimer.TryTakeOne(space, out long refusedCount))
        {
            return;
        }

        store.Hooks.Reach(TestPoint.SpaceWaits, space.Owner, 0);
        if (SpaceReclaimer.IsBeingWritten(space) && MayWaitForWrite(ref patience))
        {
            store.Dirty.WaitForProgress(seen, s_wait);
            return;
        }

        if (patience.Waits++ > MaxWaits)
        {
            throw new BudgetExceededException(
                space.Name, space.Quota!.MaxPages, spaceReclaimer.CountPinned(space),
                Volatile.Read(ref space.DirtyCount), refusedCount);
        }

        using (space.Gate.Enter())
        {
            // Nobody tells when a pin ends; the time is short.
            space.Gate.Wait(s_wait);
        }
    }

    /// <summary>Takes pages out, or else waits a little for somebody to give something back.</summary>
    private void MakeRoom(Space? asker, ref Patience patience, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        long seen = store.Dirty.EndedRunCount;
        ReclaimProgress progress = reclaimer.RunOnce(asker);
        if (progress.RemovedCount > 0)
        {
            return;
        }

        if (store.Dirty.WritebackCount > 0 && MayWaitForWrite(ref patience))
        {
            store.Dirty.WaitForProgress(seen, s_wait);
            return;
        }

        if (patience.Waits++ > MaxWaits)
        {
            throw Exceeded(progress.RefusedCount);
        }

        store.Free.WaitForReturn(s_wait);
    }

    /// <summary>
    /// Pages that are being written are as good as free, unless it is this thread that writes them.
    /// </summary>
    private static bool MayWaitForWrite(ref Patience patience) =>
        !CallbackScope.IsInside && patience.WritebackWaits++ < MaxWritebackWaits;

    /// <summary>What to throw when nothing can be had: it says what holds the frames.</summary>
    public BudgetExceededException Exceeded(long refusedCount, string? holder = null)
    {
        return new BudgetExceededException(
            store.Budget.LimitBytes, PinCount.Of(store), store.Dirty.DirtyCount, refusedCount,
            Volatile.Read(ref store.Counters.ChargedBytes), holder);
    }

    /// <summary>How often a caller has waited.</summary>
    public struct Patience
    {
        public int Waits;
        public int WritebackWaits;
    }
}
