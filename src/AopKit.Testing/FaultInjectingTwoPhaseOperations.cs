namespace AopKit.Testing;

/// <summary><see cref="FaultInjectingOperations{T}"/> for a client of <see cref="ReleaseProtocol.TwoPhase"/>.</summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
/// <param name="client">The client; it implements <see cref="IPrepareRelease{T}"/>.</param>
/// <param name="plan">Which callbacks fail.</param>
public sealed class FaultInjectingTwoPhaseOperations<T>(IAddressSpaceOperations<T> client, FaultPlan plan)
    : FaultInjectingOperations<T>(client, plan), IPrepareRelease<T>
    where T : class
{
    private readonly FaultPlan _plan = plan;
    private readonly IPrepareRelease<T> _client = client as IPrepareRelease<T>
        ?? throw new ArgumentException("The client does not implement IPrepareRelease (E8).", nameof(client));

    /// <inheritdoc/>
    public ReleaseOutcome PrepareRelease(LockedPage<T> page, in ReleaseContext context)
    {
        _plan.ThrowIfPlanned(nameof(PrepareRelease), new PageRange(page.Index, 1));
        return _client.PrepareRelease(page, context);
    }

    /// <inheritdoc/>
    public void CommitRelease(LockedPage<T> page)
    {
        _plan.ThrowIfPlanned(nameof(CommitRelease), new PageRange(page.Index, 1));
        _client.CommitRelease(page);
    }

    /// <inheritdoc/>
    public void AbortRelease(LockedPage<T> page)
    {
        _plan.ThrowIfPlanned(nameof(AbortRelease), new PageRange(page.Index, 1));
        _client.AbortRelease(page);
    }
}
