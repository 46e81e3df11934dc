namespace AopKit.Testing;

/// <summary>
/// Stands between an address space and a client, and makes callbacks fail before the client hears of them.
/// </summary>
/// <remarks>
/// What the client does not implement is answered as the engine answers for it: a release is <c>Removable</c>, an
/// invalidation and a removal pass, the end of the space is agreed to. A client that writes nothing back must not be
/// written through this; a space with <see cref="RemoveNotification.None"/> cannot have it, for it hears of removals.
/// For <see cref="ReleaseProtocol.TwoPhase"/> there is <see cref="FaultInjectingTwoPhaseOperations{T}"/>.
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
/// <param name="client">The client.</param>
/// <param name="plan">Which callbacks fail.</param>
public class FaultInjectingOperations<T>(IAddressSpaceOperations<T> client, FaultPlan plan)
    : IAddressSpaceOperations<T>, IWritePages<T>, IReleasePage<T>, IInvalidatePage<T>, IOnRemove<T>,
    IReleaseAddressSpace<T>
    where T : class
{
    /// <inheritdoc/>
    public void ReadPage(FillPage<T> page)
    {
        plan.ThrowIfPlanned(nameof(ReadPage), new PageRange(page.Index, 1));
        client.ReadPage(page);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The client writes nothing back.</exception>
    public void WritePages(WriteBatch<T> batch)
    {
        plan.ThrowIfPlanned(nameof(WritePages), new PageRange(batch.First, batch.Count));
        if (client is not IWritePages<T> writer)
        {
            throw new NotSupportedException(
                $"{client.GetType().Name} implements no IWritePages: do not write its pages.");
        }

        writer.WritePages(batch);
    }

    /// <inheritdoc/>
    public ReleaseOutcome ReleasePage(LockedPage<T> page, in ReleaseContext context)
    {
        plan.ThrowIfPlanned(nameof(ReleasePage), new PageRange(page.Index, 1));
        return client is IReleasePage<T> releaser ? releaser.ReleasePage(page, context) : ReleaseOutcome.Removable;
    }

    /// <inheritdoc/>
    public void InvalidatePage(LockedPage<T> page, ByteRange range)
    {
        plan.ThrowIfPlanned(nameof(InvalidatePage), new PageRange(page.Index, 1));
        (client as IInvalidatePage<T>)?.InvalidatePage(page, range);
    }

    /// <inheritdoc/>
    public void OnRemove(in RemovedPage<T> page, RemoveReason reason)
    {
        plan.ThrowIfPlanned(nameof(OnRemove), new PageRange(page.Index, 1));
        (client as IOnRemove<T>)?.OnRemove(page, reason);
    }

    /// <inheritdoc/>
    public ReleaseOutcome Release(AddressSpace<T> space, ReleaseMode mode)
    {
        plan.ThrowIfPlanned(nameof(Release), pages: null);
        return client is IReleaseAddressSpace<T> ender ? ender.Release(space, mode) : ReleaseOutcome.Released;
    }
}
