using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Protocols;

/// <summary>
/// Runs the protocol that a page's space has chosen, from a locked and pinned page to its end or its unlock.
/// </summary>
internal sealed class ReleaseProtocols(PageStore store, PageLocks locks, ProtocolTools tools)
{
    private readonly IReleaseSteps[] _steps =
        [new ClassicSteps(tools), new PrecheckedSteps(tools), new FrozenSteps(tools), new TwoPhaseSteps(tools)];

    /// <summary>Tries to take a page. Takes the caller's lock and pin, whatever the outcome is.</summary>
    public AttemptOutcome TryRemove(in ReleaseAttempt attempt)
    {
        PageHandle page = store.Frames.Handle(attempt.Frame);
        var index = new PageIndex(store.Frames.Header(attempt.Frame).Index);
        AttemptOutcome outcome = AttemptOutcome.Refused;
        store.Hooks.Observer?.AttemptBegan(attempt.Space.Owner, index, page.Generation, attempt.Reason);
        try
        {
            attempt.Counts.ReclaimAttempts++;
            outcome = IsClean(attempt.Frame)
                ? _steps[(int)attempt.Space.Options.ReleaseProtocol].TryRemove(attempt)
                : AttemptOutcome.Dirty;
        }
        finally
        {
            // Told before the unlock: afterwards another attempt on the page may begin.
            store.Hooks.Observer?.AttemptEnded(attempt.Space.Owner, index, page.Generation, EndOf(outcome));

            // A frame that was closed carries another generation, or none: then the lock and the pin went with the
            // page.
            if (outcome != AttemptOutcome.Removed && !IsGone(page))
            {
                locks.UnlockAndUnpin(attempt.Frame);
            }
        }

        return outcome;
    }

    /// <summary>Asks for the metadata of a page that stays. Takes the caller's lock and pin.</summary>
    /// <returns>Whether metadata was given up.</returns>
    public bool TryStrip(in ReleaseAttempt attempt)
    {
        PageHandle page = store.Frames.Handle(attempt.Frame);
        var index = new PageIndex(store.Frames.Header(attempt.Frame).Index);
        bool released = false;
        store.Hooks.Observer?.AttemptBegan(attempt.Space.Owner, index, page.Generation, attempt.Reason);
        try
        {
            if (!FrameState.Has(FrameState.Read(ref store.Frames.State(attempt.Frame)), FrameState.Writeback))
            {
                released = Strip(attempt);
            }
        }
        finally
        {
            store.Hooks.Observer?.AttemptEnded(
                attempt.Space.Owner, index, page.Generation, AttemptEnd.NotRemoving);
            locks.UnlockAndUnpin(attempt.Frame);
        }

        return released;
    }

    private static AttemptEnd EndOf(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Removed => AttemptEnd.Removed,
        AttemptOutcome.Pinned => AttemptEnd.AlreadyPinned,
        AttemptOutcome.Raced => AttemptEnd.Raced,
        AttemptOutcome.Dirty => AttemptEnd.DirtiedAfter,
        _ => AttemptEnd.Refused,
    };

    private bool Strip(in ReleaseAttempt attempt)
    {
        bool prepare = attempt.Space.Options.ReleaseProtocol == ReleaseProtocol.TwoPhase;
        ReleaseOutcome? outcome = tools.Ask(attempt, WillRemove.No, attempt.MayBlock, prepare);
        if (outcome != ReleaseOutcome.Released)
        {
            return false;
        }

        if (prepare)
        {
            // The page stays, so the promise is taken back: under TwoPhase nothing is lost while the page stays (E8).
            tools.Abort(attempt);
            return false;
        }

        Counters.Add(ref store.Counters.KeptNotRemoving);
        return true;
    }

    private bool IsClean(int frame) =>
        !FrameState.HasAny(FrameState.Read(ref store.Frames.State(frame)), FrameState.Dirty | FrameState.Writeback);

    private bool IsGone(PageHandle page)
    {
        long word = FrameState.Read(ref store.Frames.State(page.Frame));
        return store.Frames.Header(page.Frame).Generation != page.Generation || FrameState.Has(word, FrameState.Frozen);
    }
}
