using AopKit.Lifetimes;

namespace AopKit.Callbacks;

/// <summary>
/// The edge to one client's code, and the only caller of it: it checks what comes back and contains what is thrown
/// (E15). The engine knows a client by this class, whatever its metadata type is.
/// </summary>
internal abstract class SpaceCallbacks
{
    protected const CallbackContexts AtomicNoReentry = CallbackContexts.Atomic | CallbackContexts.NoReentry;

    /// <summary>Whether the client can attach anything: not if its type is <see cref="NoMetadata"/>.</summary>
    public abstract bool HasMetadata { get; }

    public abstract bool HasReadPages { get; }

    public abstract bool HasReadPageAsync { get; }

    public abstract bool HasWrite { get; }

    public abstract bool HasSynchronousWrite { get; }

    public abstract bool HasWriteAsync { get; }

    public abstract bool HasRelease { get; }

    public abstract bool HasPrepare { get; }

    public abstract bool HasInvalidate { get; }

    public abstract bool HasOnRemove { get; }

    public abstract bool HasMigrate { get; }

    public abstract bool HasReleaseSpace { get; }

    /// <summary>The address space as its users see it.</summary>
    public abstract AddressSpace Owner { get; }

    /// <summary>Fills a page; what the client throws goes to the callers.</summary>
    public abstract void ReadPage(in PageView page);

    /// <summary>Fills pages; what the client throws goes to nobody, the pages are dropped.</summary>
    public abstract void ReadPages(PageIndex first, IPageSource source, ReadOnlySpan<PageHandle> pages);

    /// <summary>Fills a page asynchronously.</summary>
    public abstract ValueTask ReadPageAsync(
        PageIndex index, PageHandle page, Memory<byte> bytes, Action<object, int> attach,
        CancellationToken cancellation);

    /// <summary>Writes pages; what the client throws goes to the caller, the pages stay dirty.</summary>
    public abstract void WritePages(PageIndex first, IPageSource source, ReadOnlySpan<PageHandle> pages);

    /// <summary>Writes pages asynchronously.</summary>
    public abstract ValueTask WritePagesAsync(
        PageIndex first, IPageSource source, ReadOnlyMemory<PageHandle> pages, ReadOnlyMemory<byte>[] bytes,
        CancellationToken cancellation);

    /// <summary>Asks for a page; the answer fits the metadata, or was made to fit.</summary>
    public abstract ReleaseOutcome ReleasePage(in PageView page, in ReleaseContext context);

    public abstract ReleaseOutcome PrepareRelease(in PageView page, in ReleaseContext context);

    public abstract void CommitRelease(in PageView page);

    public abstract void AbortRelease(in PageView page);

    public abstract void InvalidatePage(in PageView page, ByteRange range);

    public abstract void OnRemove(in PageView page, RemoveReason reason);

    public abstract MigrateOutcome MigratePage(in PageView from, in PageView to);

    public abstract ReleaseOutcome ReleaseSpace(ReleaseMode mode);
}
