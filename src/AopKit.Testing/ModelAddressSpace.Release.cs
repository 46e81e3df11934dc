namespace AopKit.Testing;

/// <content>The doors that can be refused, under each release protocol (E5 to E8).</content>
public sealed partial class ModelAddressSpace<T>
{
    private enum Attempt
    {
        Removed,
        Dirty,
        Pinned,
        Refused,
    }

    /// <inheritdoc/>
    public override bool TryEvict(PageIndex index)
    {
        Enter();
        return Find(index) is { } page && TryTake(page, ReleaseReason.Evict, RemoveReason.Reclaimed) == Attempt.Removed;
    }

    /// <summary>
    /// Does what the engine does under pressure to a page that it has chosen: tries to take it, if it is clean.
    /// </summary>
    /// <param name="index">The page; <see cref="WriteBack"/> makes it clean.</param>
    /// <returns>Whether the page was there and is gone.</returns>
    public bool Reclaim(PageIndex index)
    {
        Enter();
        return Find(index) is { } page
            && TryTake(page, ReleaseReason.Reclaim, RemoveReason.Reclaimed) == Attempt.Removed;
    }

    /// <inheritdoc/>
    public override InvalidateResult TryInvalidate(PageRange pages)
    {
        Enter();
        var attempts = PagesIn(pages)
            .Where(page => !page.IsFilling)
            .Select(page => TryTake(page, ReleaseReason.Invalidate, RemoveReason.Invalidated))
            .ToList();
        return new InvalidateResult(
            attempts.Count(attempt => attempt == Attempt.Removed), attempts.Count(attempt => attempt == Attempt.Dirty),
            attempts.Count(attempt => attempt == Attempt.Pinned),
            attempts.Count(attempt => attempt == Attempt.Refused));
    }

    /// <inheritdoc/>
    public override long Strip(PageRange pages)
    {
        Enter();
        long given = 0;
        foreach (ModelPage<T> page in PagesIn(pages).Where(page => !page.IsFilling && !page.IsLocked))
        {
            var context =
                new ReleaseContext(ReleaseReason.Strip, WillRemove.No, MayBlock: true, MayEnterFileSystem: true);
            if (!IsAsked(page) || Ask(page, context) != ReleaseOutcome.Released)
            {
                continue;
            }

            if (IsTwoPhase)
            {
                // The page stays, so the promise is handed back (E8).
                Abort(page);
                continue;
            }

            ReleasedButKept = ReleasedButKept with { NotRemoving = ReleasedButKept.NotRemoving + 1 };
            given++;
        }

        return given;
    }

    private Attempt TryTake(ModelPage<T> page, ReleaseReason reason, RemoveReason door)
    {
        bool asksFirst = IsTwoPhase || _options.ReleaseProtocol == ReleaseProtocol.Classic;
        bool isPinned = page.PinCount > 0;
        if (page.IsDirty)
        {
            return Attempt.Dirty;
        }

        if (page.IsLocked || (isPinned && !asksFirst))
        {
            return Attempt.Pinned;
        }

        bool isFrozen = _options.ReleaseProtocol == ReleaseProtocol.Frozen;
        var context = new ReleaseContext(
            reason, isFrozen ? WillRemove.Certain : WillRemove.Likely, MayBlock: !isFrozen, MayEnterFileSystem: true);
        ReleaseOutcome answer = IsAsked(page) ? Ask(page, context) : ReleaseOutcome.Removable;
        if (answer == ReleaseOutcome.Kept)
        {
            return Attempt.Refused;
        }

        bool isPromised = IsTwoPhase && answer == ReleaseOutcome.Released;
        if (isPinned)
        {
            EndForPinned(page, isPromised, answer);
            return Attempt.Pinned;
        }

        if (isPromised)
        {
            Commit(page);
        }

        Unlink(page, door);
        return Attempt.Removed;
    }

    /// <summary>
    /// TwoPhase and Classic asked for a page that cannot go: the one takes nothing, the other has lost what was given.
    /// </summary>
    private void EndForPinned(ModelPage<T> page, bool isPromised, ReleaseOutcome answer)
    {
        if (isPromised)
        {
            Abort(page);
        }
        else if (answer == ReleaseOutcome.Released)
        {
            ReleasedButKept = ReleasedButKept with { AlreadyPinned = ReleasedButKept.AlreadyPinned + 1 };
        }
    }

    private bool IsTwoPhase => _options.ReleaseProtocol == ReleaseProtocol.TwoPhase;

    private bool IsAsked(ModelPage<T> page) => page.Metadata is not null || _options.ReleaseAlways;

    /// <summary>Asks the client, and makes the answer fit what it did to the metadata (C1).</summary>
    private ReleaseOutcome Ask(ModelPage<T> page, ReleaseContext context)
    {
        T? before = page.Metadata;
        if (IsTwoPhase)
        {
            return CallPrepare(page, context);
        }

        ReleaseOutcome answer = CallRelease(page, context);
        bool wasDetached = before is not null && page.Metadata is null;
        bool fits = answer == ReleaseOutcome.Released ? page.Metadata is null : !wasDetached;
        if (fits)
        {
            return answer;
        }

        Report(
            page.Index, nameof(IReleasePage<>.ReleasePage), "C1",
            new ContractViolationException("C1", $"{answer} does not fit: the metadata of page {page.Index} is "
                + (wasDetached ? "detached." : "still attached.")));
        return answer == ReleaseOutcome.Released ? ReleaseOutcome.Removable : ReleaseOutcome.Kept;
    }
}
