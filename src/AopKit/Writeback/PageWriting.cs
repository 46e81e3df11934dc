using AopKit.Checking;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>Begins and ends the writes of pages by clients (E19), and marks pages dirty.</summary>
/// <remarks>
/// DIRTY in the word and the dirty tag in the index change together, under the space's gate; only a writer that finds
/// DIRTY set already may go on without the gate. So a flush that looks at tags misses no page whose write has ended.
/// </remarks>
internal sealed class PageWriting(PageStore store, DirtyThrottle? throttle)
{
    /// <summary>Begins to write a pinned page: one writer at a time, dirty before the first byte can change.</summary>
    /// <exception cref="InvalidOperationException">The page has left the cache.</exception>
    public void Begin(Space space, int frame)
    {
        if (!space.Callbacks.HasWrite)
        {
            throw new NotSupportedException(
                $"Address space '{space.Name}' is read-only: its client implements neither IWritePages<T> nor "
                    + "IWritePagesAsync<T>.");
        }

        bool isClean = !FrameState.Has(FrameState.Read(ref store.Frames.State(frame)), FrameState.Dirty);
        if (isClean)
        {
            throttle?.BeforeDirtying(space);
        }

        BeginExclusive(space, frame, markDirty: true);
        if (isClean)
        {
            throttle?.AfterDirtying();
        }
    }

    /// <summary>Waits, if there are too many dirty pages, before the caller takes what it needs to make one.</summary>
    public void BeforeDirtying(Space space) => throttle?.BeforeDirtying(space);

    /// <summary>
    /// Takes the right to change the bytes without making the page dirty: for the zeroed part of a truncated page.
    /// </summary>
    public void BeginClean(Space space, int frame) => BeginExclusive(space, frame, markDirty: false);

    /// <summary>Ends a write: the version is even again, and no read that overlapped it is valid.</summary>
    public void End(int frame)
    {
        ref long state = ref store.Frames.State(frame);
        long word = FrameState.EndWrite(ref state);
        store.Waiters.Wake(frame, word);
    }

    /// <summary>Makes a page dirty that the caller has locked and that nobody else sees yet, or writes.</summary>
    public void MarkDirty(Space space, int frame)
    {
        using (space.Gate.Enter())
        {
            FrameState.Change(ref store.Frames.State(frame), 0, FrameState.Dirty);
            space.TagDirty(store.Dirty, store.Frames.Header(frame).Index);
        }

        throttle?.AfterDirtying();
    }

    private void BeginExclusive(Space space, int frame, bool markDirty)
    {
        long forbidden = FrameState.VersionUnit | (space.Options.StablePages ? FrameState.Writeback : 0);
        while (!TryBegin(space, frame, forbidden, markDirty))
        {
            store.Waiters.WaitUntil(frame, forbidden, static (word, bits) => !FrameState.HasAny(word, bits));
        }
    }

    private bool TryBegin(Space space, int frame, long forbidden, bool markDirty)
    {
        ref long state = ref store.Frames.State(frame);
        if (!markDirty)
        {
            return FrameState.TryChange(ref state, 0, forbidden, 0, FrameState.VersionUnit, out _);
        }

        if (FrameState.TryChange(
            ref state, FrameState.Dirty, forbidden | FrameState.Unlinked, 0, FrameState.VersionUnit, out _))
        {
            return true;
        }

        using (space.Gate.Enter())
        {
            ref FrameHeader header = ref store.Frames.Header(frame);
            if (space.Index.ReadSlot(header.Index) != IndexSlot.Resident(store.Frames.Handle(frame))
                && !Fault.Is(FaultId.P22_StalePageWritten))
            {
                throw new InvalidOperationException(
                    $"Page {header.Index} of '{space.Name}' has left the cache (IsStale): what is written to it would "
                    + "be lost. "
                    + "Dispose the pin and pin the page again.");
            }

            if (!FrameState.TryChange(
                ref state, 0, forbidden, 0, FrameState.VersionUnit | FrameState.Dirty, out _))
            {
                return false;
            }

            space.TagDirty(store.Dirty, header.Index);
            return true;
        }
    }
}
