using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Reclaim;
using AopKit.Residency;

namespace AopKit.Migrate;

/// <summary>
/// Changes the budget of a cache in use: up at once, down by taking pages out and moving the rest into the lower
/// frames.
/// </summary>
internal sealed class CacheResizer(PageStore store, FrameSupply supply, PageMover mover)
{
    /// <summary>
    /// Rounds without progress before the resize gives up: what is in use now may be free a moment later.
    /// </summary>
    private const int MaxIdleRounds = 10;

    /// <summary>Pages taken at once, so that a large step down does not ask for each.</summary>
    private const int MaxBatchCount = 64;

    private readonly Gate _resizing = new();

    /// <summary>Sets the budget; if anything is thrown, the old one holds again.</summary>
    /// <exception cref="BudgetExceededException">Too much is pinned, dirty or refused.</exception>
    public void Resize(long budgetBytes)
    {
        using (_resizing.Enter())
        {
            long old = store.Budget.LimitBytes;
            store.Budget.SetLimit(budgetBytes);
            store.Free.SetLimit(FramesFor(budgetBytes));
            try
            {
                Fit();
                store.Free.GiveBackIdle();
                EngineEvents.Log.Resized(store.Hooks, old, budgetBytes);
            }
            catch
            {
                store.Budget.SetLimit(old);
                store.Free.SetLimit(FramesFor(old));
                throw;
            }
        }
    }

    /// <summary>How many frames a budget can hold at the most.</summary>
    public int FramesFor(long budgetBytes) => (int)Math.Min(budgetBytes / store.Free.FrameCost, store.Frames.Capacity);

    private void Fit()
    {
        int idleRounds = 0;
        while (store.Budget.IsOver || store.Free.IsAnyAboveLimit)
        {
            bool progress = store.Budget.IsOver ? GiveBytes() : MoveDown();
            idleRounds = progress ? 0 : idleRounds + 1;
            if (idleRounds > MaxIdleRounds)
            {
                throw supply.Exceeded(refusedCount: 0, WhatHolds());
            }

            if (!progress)
            {
                store.Free.WaitForReturn(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    private bool GiveBytes()
    {
        if (store.Free.TryUnpay())
        {
            return true;
        }

        long over = store.Budget.UsedBytes - store.Budget.LimitBytes;
        return supply.Reclaim(Math.Clamp(over / store.Free.FrameCost, 1, MaxBatchCount)).RemovedCount > 0;
    }

    private bool MoveDown()
    {
        bool moved = false;
        for (int frame = store.Free.Limit; frame < store.Free.HighWater; frame++)
        {
            if (FrameState.Has(FrameState.Read(ref store.Frames.State(frame)), FrameState.Frozen))
            {
                continue;
            }

            if (!supply.TryTake(out int to))
            {
                return moved;
            }

            MoveOutcome outcome = MoveOutcome.InUse;
            try
            {
                outcome = mover.TryMove(frame, to);
            }
            finally
            {
                if (outcome != MoveOutcome.Moved)
                {
                    store.Free.Return(to);
                }
            }

            moved |= outcome == MoveOutcome.Moved || (outcome == MoveOutcome.NeverMoves && supply.TryEvict(frame));
        }

        return moved;
    }

    /// <summary>The first page that stands in the way, if one does.</summary>
    private string? WhatHolds()
    {
        for (int frame = store.Free.Limit; frame < store.Free.HighWater; frame++)
        {
            long word = FrameState.Read(ref store.Frames.State(frame));
            if (!FrameState.Has(word, FrameState.Frozen))
            {
                return WhatHolds(frame, word);
            }
        }

        return null;
    }

    private string WhatHolds(int frame, long word)
    {
        FrameHeader header = store.Frames.Header(frame);
        string why = FrameState.Pins(word) > 0 ? $"{FrameState.Pins(word)} pins are held on it"
            : FrameState.Has(word, FrameState.Dirty) ? "it is dirty and was not written"
            : "its client lets it neither move nor go";
        string page = $"Page {header.Index} of '{store.Spaces.NameOf(header.SpaceId)}'";
        return $"{page} is in a frame above the new limit: {why}.";
    }
}
