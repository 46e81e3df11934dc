using AopKit.Frames;

namespace AopKit.Residency;

/// <summary>
/// Takes a page out that must go, whatever pins others hold: at once, or once they have ended, as the space's notice
/// asks (E3).
/// </summary>
internal sealed class PageDropper(PageStore store, PageLocks locks, PageRemover remover)
{
    /// <summary>
    /// Removes a page that the caller has locked and pinned once. Takes that lock and pin, whatever the result is.
    /// </summary>
    /// <param name="space">The address space.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="reason">Through which door.</param>
    /// <returns>
    /// False if the space waits for pins and there are some: the caller calls <see cref="PageLocks.WaitForPins"/> and
    /// begins again. It must not keep a pin meanwhile, or two who drop the same page would wait for each other.
    /// </returns>
    public bool TryDrop(Space space, int frame, RemoveReason reason)
    {
        if (space.Notification != RemoveNotification.BeforeUnlock)
        {
            remover.UnlinkPinned(space, frame, reason);
            return true;
        }

        if (FrameState.TryFreezeOwnPin(ref store.Frames.State(frame)))
        {
            remover.RemoveFrozen(space, frame, reason);
            return true;
        }

        locks.UnlockAndUnpin(frame);
        return false;
    }

    /// <summary>
    /// Removes a page whose fill has failed; the filler's lock and pin go with it. Only lookups in passing can hold
    /// other pins.
    /// </summary>
    public void DropFailedFill(Space space, int frame)
    {
        if (space.Notification != RemoveNotification.BeforeUnlock)
        {
            remover.UnlinkPinned(space, frame, RemoveReason.FillFailed);
            return;
        }

        while (!FrameState.TryFreezeOwnPin(ref store.Frames.State(frame)))
        {
            // Who waits for the lock with a pin of its own gets it, sees the filler's pin, and goes away.
            locks.Unlock(frame);
            store.Waiters.WaitUntil(frame, 0, static (word, _) => FrameState.Pins(word) <= 1);
            locks.Lock(frame);
        }

        remover.RemoveFrozen(space, frame, RemoveReason.FillFailed);
    }
}
