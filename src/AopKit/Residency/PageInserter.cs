using System.Diagnostics;
using AopKit.Diagnostics;

namespace AopKit.Residency;

/// <summary>The one door in: puts a page into the index.</summary>
internal sealed class PageInserter(PageStore store)
{
    /// <summary>What became of an attempt to insert.</summary>
    public enum Outcome
    {
        /// <summary>The page is in the index: locked, pinned once, not filled.</summary>
        Inserted,

        /// <summary>Another page is there, or is leaving.</summary>
        Taken,

        /// <summary>The index needs more bytes of nodes than the caller reserved.</summary>
        NeedsNodes,

        /// <summary>The space has as many pages as it may have.</summary>
        SpaceFull,
    }

    /// <summary>Inserts a page into an empty slot.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="index">The page's index.</param>
    /// <param name="frame">A free frame, zeroed; it stays the caller's unless the page was inserted.</param>
    /// <param name="arrival">Where the reclaim policy wants the page.</param>
    /// <param name="counts">The calling thread's.</param>
    /// <param name="reservedNodeBytes">Bytes reserved in the budget for nodes; what is not needed is given
    /// back.</param>
    /// <param name="page">The page, if it was inserted.</param>
    public Outcome TryInsert(
        Space space, long index, int frame, in Arrival arrival, ThreadCounts counts, ref long reservedNodeBytes,
        out PageHandle page)
    {
        page = default;
        using (space.Gate.Enter())
        {
            WaitUntilDecided(space);
            space.ThrowIfExiting();
            long needed = space.Index.BytesToInsert(index, out long old);
            if (IndexSlot.IsTaken(old))
            {
                return Outcome.Taken;
            }

            if (needed > reservedNodeBytes)
            {
                return Outcome.NeedsNodes;
            }

            if (space.IsFull)
            {
                return Outcome.SpaceFull;
            }

            page = store.Frames.Open(frame, space.Id, index, space.HasMetadata, ref counts.Generations);
            reservedNodeBytes -= space.Index.Write(index, IndexSlot.Resident(page));
            Debug.Assert(reservedNodeBytes >= 0, "The nodes were reserved before they were made (E14).");
            space.PageCount++;
            store.Spaces.NoteIdle(space);
            counts.Inserted++;
            if (IndexSlot.IsShadow(old))
            {
                Counters.Add(ref store.Counters.Refaults);
            }
        }

        store.Policy.Inserted(frame, arrival);
        store.Hooks.Observer?.Inserted(space.Owner, new PageIndex(index), page.Generation);
        store.Reach(TestPoint.AfterInsert, space, frame);
        return Outcome.Inserted;
    }

    /// <summary>While the client is asked whether the space may end, nothing comes in (E10). Gate held.</summary>
    public static void WaitUntilDecided(Space space)
    {
        while (space.Phase == SpacePhase.Releasing)
        {
            space.Gate.Wait();
        }
    }
}
