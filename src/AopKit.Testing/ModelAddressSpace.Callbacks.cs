namespace AopKit.Testing;

/// <content>The edge to the client: what it may not do meanwhile, and what becomes of its exceptions (E15).</content>
public sealed partial class ModelAddressSpace<T>
{
    private readonly List<CallbackFailure> _failures = [];

    /// <summary>The callback that runs and may not call back, with the clause that says so; null if none.</summary>
    private (string Callback, string Clause)? _running;

    private ReleaseOutcome CallRelease(ModelPage<T> page, ReleaseContext context)
    {
        if (_operations is not IReleasePage<T> client)
        {
            return ReleaseOutcome.Removable;
        }

        string clause = _options.ReleaseProtocol == ReleaseProtocol.Frozen ? "C8" : "C4";
        var answer = ReleaseOutcome.Kept;
        Run(
            page.Index, nameof(client.ReleasePage), clause,
            () => answer = client.ReleasePage(LockedFor(page), context));
        return answer;
    }

    /// <summary>Asks for a promise; one that was not given whole is taken back (E15), so it counts as kept.</summary>
    private ReleaseOutcome CallPrepare(ModelPage<T> page, ReleaseContext context)
    {
        var client = (IPrepareRelease<T>)_operations;
        T? before = page.Metadata;
        var answer = ReleaseOutcome.Kept;
        bool hasReturned = Run(
            page.Index, nameof(client.PrepareRelease), "C4",
            () => answer = client.PrepareRelease(LockedFor(page), context));
        if (!hasReturned)
        {
            Abort(page);
        }

        if (!ReferenceEquals(before, page.Metadata))
        {
            Report(
                page.Index, nameof(client.PrepareRelease), "C7",
                new ContractViolationException(
                    "C7", $"Prepare changed the metadata of page {page.Index}; only commit may."));
        }

        return answer;
    }

    private void Commit(ModelPage<T> page)
    {
        var client = (IPrepareRelease<T>)_operations;
        bool hasReturned =
            Run(page.Index, nameof(client.CommitRelease), "C3", () => client.CommitRelease(LockedFor(page)));
        if (hasReturned && page.Metadata is not null)
        {
            Report(
                page.Index, nameof(client.CommitRelease), "C1",
                new ContractViolationException(
                    "C1", $"Commit left the metadata of page {page.Index} attached, which prepare had promised."));
        }
    }

    private void Abort(ModelPage<T> page)
    {
        var client = (IPrepareRelease<T>)_operations;
        Run(page.Index, nameof(client.AbortRelease), "C3", () => client.AbortRelease(LockedFor(page)));
    }

    private void CallInvalidate(ModelPage<T> page, ByteRange range)
    {
        if (_operations is IInvalidatePage<T> client)
        {
            Run(page.Index, nameof(client.InvalidatePage), null, () => client.InvalidatePage(LockedFor(page), range));
        }
    }

    private void CallOnRemove(ModelPage<T> page, RemoveReason door)
    {
        if (_operations is IOnRemove<T> client)
        {
            Run(page.Index, nameof(client.OnRemove), "C3", () =>
            {
                var removed = new RemovedPage<T>(this, page.Index, page.Handle.Generation, page.Bytes, page.Metadata);
                client.OnRemove(removed, door);
            });
        }

        (page.Metadata, page.ChargeBytes) = (null, 0);
    }

    private LockedPage<T> LockedFor(ModelPage<T> page) =>
        new(this, page.Index, page.Handle, page.Bytes, ref page.Metadata, page.IsDirty, ownsLock: false);

    /// <summary>Runs a callback whose exception the contract contains.</summary>
    /// <returns>Whether it returned.</returns>
    private bool Run(PageIndex? index, string callback, string? noReentry, Action body)
    {
        (string, string)? outer = _running;
        _running = noReentry is null ? outer : (callback, noReentry);
        try
        {
            body();
            return true;
        }
        catch (Exception exception)
        {
            string clause = exception is ContractViolationException violation ? violation.Clause : "E15";
            Report(index, callback, clause, exception);
            return false;
        }
        finally
        {
            _running = outer;
        }
    }

    private void Report(PageIndex? index, string callback, string clause, Exception exception) =>
        _failures.Add(new CallbackFailure(Name, index, callback, clause, exception));

    private void ThrowIfReentered()
    {
        if (_running is { } running)
        {
            throw new ContractViolationException(
                running.Clause, $"{running.Callback} of '{Name}' called back into the cache, which it must not do.");
        }
    }
}
