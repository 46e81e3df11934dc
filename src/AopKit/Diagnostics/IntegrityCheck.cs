using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Diagnostics;

/// <summary>
/// Walks every structure of a quiet cache, and says what does not fit: the end of a storm, not a count of it.
/// </summary>
internal static class IntegrityCheck
{
    public static void Run(PageStore store)
    {
        int highWater = store.Free.HighWater;
        var seen = new bool[highWater];
        CheckFree(store, seen);
        bool[] isFree = [.. seen];
        long used = 0;
        long dirty = 0;
        long nodes = 0;
        foreach (Space space in store.Spaces.Snapshot())
        {
            used += CheckSpace(store, space, seen);
            dirty += space.DirtyCount;
            nodes += space.Index.NodeCount;
        }

        int held = 0;
        for (int frame = 0; frame < highWater; frame++)
        {
            long word = FrameState.Read(ref store.Frames.State(frame));
            held += seen[frame] ? 1 : 0;
            Require(
                seen[frame] || FrameState.Has(word, FrameState.Frozen),
                $"Frame {frame} is in no slot and not free: word {word:x}.");
        }

        Require(held == store.Free.UsableCount,
            $"{held} frames are free or hold a page, but {store.Free.UsableCount} are paid for.");
        string? fault = store.Policy.FindFault([.. seen.Select((isSeen, frame) => isSeen && !isFree[frame])]);
        Require(fault is null, fault ?? "");
        long charged = Volatile.Read(ref store.Counters.ChargedBytes);
        long expected = (held * store.Free.FrameCost) + (nodes * IndexNode.Bytes) + charged;
        Require(store.Budget.UsedBytes == expected,
            $"The budget says {store.Budget.UsedBytes} bytes; the walk finds {expected}.");
        Require(dirty == store.Dirty.DirtyCount,
            $"{dirty} pages are dirty, the cache's count says {store.Dirty.DirtyCount}.");
        Require(store.Dirty.WritebackCount == 0,
            $"The cache is quiet, but {store.Dirty.WritebackCount} pages are being written.");
        long resident = store.Counters.Inserted - store.Counters.Removed;
        Require(used == resident, $"{used} pages are in slots, but {resident} were inserted and not removed.");
    }

    private static void CheckFree(PageStore store, bool[] seen)
    {
        int count = 0;
        foreach (int frame in store.Free.EnumeratePaid())
        {
            Require(!seen[frame], $"Frame {frame} is in the free list twice.");
            seen[frame] = true;
            count++;
            long word = FrameState.Read(ref store.Frames.State(frame));
            Require(
                FrameState.Has(word, FrameState.Frozen) && FrameState.Pins(word) == 0
                    && store.Frames.Metadata(frame) is null,
                $"Free frame {frame} is not clean: word {word:x}.");
        }

        Require(
            count == store.Free.PaidCount, $"The free list has {count} frames, its count says {store.Free.PaidCount}.");
    }

    private static long CheckSpace(PageStore store, Space space, bool[] seen)
    {
        using (space.Gate.Enter())
        {
            long pages = 0;
            long dirty = 0;
            for (long from = 0; space.Index.TryNextTaken(from, out long index); from = index + 1)
            {
                pages++;
                dirty += CheckPage(store, space, index, seen) ? 1 : 0;
            }

            Require(pages == space.PageCount, $"'{space.Name}' has {pages} pages, its count says {space.PageCount}.");
            Require(dirty == space.DirtyCount,
                $"'{space.Name}' has {dirty} dirty pages, its count says {space.DirtyCount}.");
            Require(space.Dirty?.Runs is not { Count: > 0 }, $"'{space.Name}' is quiet but writes pages.");
            int fills = space.Fills?.Count ?? 0;
            Require(fills == 0, $"'{space.Name}' is quiet but has {fills} fills.");
            Require(space.LeavingCount == 0, $"'{space.Name}' is quiet but {space.LeavingCount} pages are leaving.");
            return pages;
        }
    }

    private static bool CheckPage(PageStore store, Space space, long index, bool[] seen)
    {
        long slot = space.Index.ReadSlot(index);
        int frame = IndexSlot.Frame(slot);
        string where = $"Page {index} of '{space.Name}' in frame {frame}";
        Require(IndexSlot.IsResident(slot), $"{where} is leaving in a quiet cache.");
        Require(!seen[frame], $"{where}: the frame is used twice.");
        seen[frame] = true;
        ref FrameHeader header = ref store.Frames.Header(frame);
        Require(header.Index == index && header.SpaceId == space.Id,
            $"{where}: the frame says page {header.Index} of {header.SpaceId}.");
        Require(slot == IndexSlot.Resident(store.Frames.Handle(frame)), $"{where}: the slot has another generation.");
        long word = FrameState.Read(ref header.State);
        const long Forbidden =
            FrameState.Locked | FrameState.Frozen | FrameState.Unlinked | FrameState.Writeback | FrameState.PinMask;
        Require(
            FrameState.Has(word, FrameState.Uptodate) && !FrameState.HasAny(word, Forbidden)
                && !FrameState.IsBeingWritten(word),
            $"{where} is not at rest: word {word:x}.");
        bool isDirty = FrameState.Has(word, FrameState.Dirty);
        bool isTagged = space.Index.TryNextTagged(index, IndexTag.Dirty, out long tagged) && tagged == index;
        Require(isDirty == isTagged, $"{where}: dirty is {isDirty}, the tag says {isTagged}.");
        return isDirty;
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new InvalidOperationException(message);
        }
    }
}
