using AopKit.Diagnostics;
using AopKit.Residency;

namespace AopKit.Reclaim;

/// <summary>
/// A free frame, zeroed, and bytes for index nodes, taken before the index is locked; what is not used goes back.
/// </summary>
internal ref struct FrameReservation(
    PageStore store, FrameSupply supply, Space space, long index, CancellationToken cancellation)
{
    /// <summary>Whether the caller writes every byte itself before anybody can see the page.</summary>
    public bool IsWhollyWritten { get; init; }

    private Arrival _arrival;
    private long _nodeBytes;
    private int _frame = -1;
    private FrameSupply.Patience _patience;

    /// <summary>Puts a page into the index, if the slot is free.</summary>
    /// <param name="inserter">The door in.</param>
    /// <param name="counts">The calling thread's.</param>
    /// <param name="page">The page.</param>
    /// <returns>Whether the page was inserted; if not, another page is there.</returns>
    public bool TryInsert(PageInserter inserter, ThreadCounts counts, out PageHandle page)
    {
        while (true)
        {
            Obtain();
            PageInserter.Outcome outcome = inserter.TryInsert(
                space, index, _frame, _arrival, counts, ref _nodeBytes, out page);
            if (outcome == PageInserter.Outcome.Inserted)
            {
                _frame = -1;
                return true;
            }

            if (outcome == PageInserter.Outcome.Taken)
            {
                return false;
            }
        }
    }

    /// <summary>Takes what is needed and not yet there.</summary>
    /// <exception cref="BudgetExceededException">Nothing can be reclaimed.</exception>
    public void Obtain()
    {
        while (space.IsFull)
        {
            supply.MakeRoomIn(space, ref _patience, cancellation);
        }

        long needed = space.Index.BytesToInsert(index, out long slot);
        if (needed > _nodeBytes)
        {
            supply.Reserve(needed - _nodeBytes, cancellation, space);
            _nodeBytes = needed;
        }

        if (_frame < 0)
        {
            _frame = supply.Take(space, index, slot, cancellation, out _arrival);
            if (!IsWhollyWritten)
            {
                store.Zero(space, _frame);
            }
        }
    }

    public void Dispose()
    {
        if (_nodeBytes > 0)
        {
            store.Budget.Release(_nodeBytes);
            _nodeBytes = 0;
        }

        if (_frame >= 0)
        {
            store.Free.Return(_frame);
            _frame = -1;
        }
    }
}
