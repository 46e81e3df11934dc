namespace AopKit.Tests.Clients;

/// <summary>Reads, and nothing else: the least that a client can be.</summary>
public sealed class ReadOnlyClient : ClientScript, IAddressSpaceOperations<Fact>;

/// <summary>Everything but <see cref="IOnRemove{T}"/>: for spaces without a notice.</summary>
public class QuietClient : ClientScript, IAddressSpaceOperations<Fact>, IWritePages<Fact>, IReleasePage<Fact>,
IInvalidatePage<Fact>,
    IReleaseAddressSpace<Fact>;

/// <summary>As <see cref="QuietClient"/>, with <see cref="IPrepareRelease{T}"/>.</summary>
public sealed class QuietTwoPhaseClient : QuietClient, IPrepareRelease<Fact>;

/// <summary>The usual client: reads, writes, releases, hears of invalidations and removals.</summary>
public class NotifiedClient : QuietClient, IOnRemove<Fact>;

/// <summary>As <see cref="NotifiedClient"/>, with <see cref="IPrepareRelease{T}"/>.</summary>
public sealed class TwoPhaseClient : NotifiedClient, IPrepareRelease<Fact>;

/// <summary>Reads and writes asynchronously as well.</summary>
public sealed class AsyncClient : NotifiedClient, IReadPageAsync<Fact>, IWritePagesAsync<Fact>
{
    /// <summary>What an asynchronous fill waits for before it reads.</summary>
    public Func<FillRequest<Fact>, Task>? BeforeRead { get; set; }

    /// <summary>What an asynchronous write waits for before it writes.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    public async ValueTask ReadPageAsync(FillRequest<Fact> page, CancellationToken cancellation)
    {
        Note($"read async {page.Index}");
        if (BeforeRead is { } before)
        {
            await before(page);
        }

        ReadFromDisk(page.Index.Value, page.Bytes.Span);
    }

    public async ValueTask WritePagesAsync(WriteRequest<Fact> batch, CancellationToken cancellation)
    {
        Note($"write async {new PageRange(batch.First, batch.Count)}");
        if (BeforeWrite is { } before)
        {
            await before();
        }

        for (int position = 0; position < batch.Count; position++)
        {
            Disk[(batch.First + position).Value] = batch.GetBytes(position).ToArray();
        }
    }
}

/// <summary>Reads runs of pages in one call.</summary>
public sealed class BatchClient : NotifiedClient, IReadPages<Fact>
{
    public void ReadPages(FillBatch<Fact> pages)
    {
        Note($"read run {new PageRange(pages.First, pages.Count)}");
        for (int position = 0; position < pages.Count; position++)
        {
            if (OnRead is { } hook)
            {
                hook(pages[position]);
            }
            else
            {
                ReadDefault(pages[position]);
            }
        }
    }
}

/// <summary>Moves its metadata with its pages.</summary>
public sealed class MigratingClient : NotifiedClient, IMigratePage<Fact>
{
    public Action? OnMigrate { get; set; }

    public MigrateOutcome MoveAnswer { get; set; } = MigrateOutcome.Moved;

    public MigrateOutcome MigratePage(LockedPage<Fact> from, LockedPage<Fact> to)
    {
        Note($"migrate {from.Index}");
        OnMigrate?.Invoke();
        if (MoveAnswer == MigrateOutcome.Moved && from.Detach() is { } fact)
        {
            to.Attach(fact);
        }

        return MoveAnswer;
    }
}

/// <summary>Neither moves its pages nor gives up metadata of pages that stay: it only lets them go.</summary>
public sealed class ImmovableClient : ClientScript, IAddressSpaceOperations<Fact>, IPrepareRelease<Fact>,
    IOnRemove<Fact>;

/// <summary>Which client fits which protocols.</summary>
public static class ScriptedClients
{
    public static QuietClient For(ReleaseProtocol protocol, RemoveNotification notice) =>
        (protocol == ReleaseProtocol.TwoPhase, notice == RemoveNotification.None) switch
        {
            (true, true) => new QuietTwoPhaseClient(),
            (true, false) => new TwoPhaseClient(),
            (false, true) => new QuietClient(),
            (false, false) => new NotifiedClient(),
        };
}

/// <summary>Writes in no other way than asynchronously.</summary>
public sealed class AsyncOnlyClient : ClientScript, IAddressSpaceOperations<Fact>, IWritePagesAsync<Fact>
{
    /// <summary>What a write waits for before it writes.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    public async ValueTask WritePagesAsync(WriteRequest<Fact> batch, CancellationToken cancellation)
    {
        Note($"write async {new PageRange(batch.First, batch.Count)}");
        if (BeforeWrite is { } before)
        {
            await before();
        }

        for (int position = 0; position < batch.Count; position++)
        {
            Disk[(batch.First + position).Value] = batch.GetBytes(position).ToArray();
        }
    }
}
