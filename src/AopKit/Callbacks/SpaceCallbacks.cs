using AopKit.Checking;
using AopKit.Lifetimes;

namespace AopKit.Callbacks;

/// <summary>
/// The edge to one client's code, and the only caller of it: it checks what comes back and contains what is thrown
/// (E15). The engine knows a client by this class, whatever its metadata type is. Who asks for a page's callback holds
/// a pin on the page, its lock, or the frozen frame.
/// </summary>
internal abstract class SpaceCallbacks(SpaceCallbacks.Interfaces has)
{
    protected const CallbackContexts AtomicNoReentry = CallbackContexts.Atomic | CallbackContexts.NoReentry;

    /// <summary>
    /// What a client has. One field, and no reference for each interface, because there may be a million spaces. Who
    /// has asked here may take the client as the interface without a cast.
    /// </summary>
    [Flags]
    internal enum Interfaces : ushort
    {
        None = 0,
        ReadPages = 1,
        ReadPageAsync = 1 << 1,
        WritePages = 1 << 2,
        WritePagesAsync = 1 << 3,
        ReleasePage = 1 << 4,
        PrepareRelease = 1 << 5,
        InvalidatePage = 1 << 6,
        OnRemove = 1 << 7,
        MigratePage = 1 << 8,
        ReleaseAddressSpace = 1 << 9,

        /// <summary>Its type of metadata is one that it can attach.</summary>
        Metadata = 1 << 10,
    }

    /// <summary>Whether the client can attach anything: not if its type is <see cref="NoMetadata"/>.</summary>
    public bool HasMetadata => (has & Interfaces.Metadata) != 0;

    public bool HasReadPages => (has & Interfaces.ReadPages) != 0;

    public bool HasReadPageAsync => (has & Interfaces.ReadPageAsync) != 0;

    public bool HasWrite => (has & (Interfaces.WritePages | Interfaces.WritePagesAsync)) != 0;

    public bool HasSynchronousWrite => (has & Interfaces.WritePages) != 0;

    public bool HasWriteAsync => (has & Interfaces.WritePagesAsync) != 0;

    public bool HasRelease => (has & Interfaces.ReleasePage) != 0;

    public bool HasPrepare => (has & Interfaces.PrepareRelease) != 0;

    public bool HasInvalidate => (has & Interfaces.InvalidatePage) != 0;

    public bool HasOnRemove => (has & Interfaces.OnRemove) != 0;

    public bool HasMigrate => (has & Interfaces.MigratePage) != 0;

    public bool HasReleaseSpace => (has & Interfaces.ReleaseAddressSpace) != 0;

    /// <summary>The address space as its users see it.</summary>
    public abstract AddressSpace Owner { get; }

    /// <summary>Fills a page; what the client throws goes to the callers.</summary>
    public abstract void ReadPage(int frame, CallingThread thread);

    /// <summary>Fills pages; what the client throws goes to nobody, the pages are dropped.</summary>
    public abstract void ReadPages(PageIndex first, ReadOnlySpan<PageHandle> pages);

    /// <summary>Fills a page asynchronously.</summary>
    public abstract ValueTask ReadPageAsync(
        PageIndex index, PageHandle page, Memory<byte> bytes, Action<object, int> attach,
        CancellationToken cancellation);

    /// <summary>Writes pages; what the client throws goes to the caller, the pages stay dirty.</summary>
    public abstract void WritePages(PageIndex first, ReadOnlySpan<PageHandle> pages);

    /// <summary>Writes pages asynchronously.</summary>
    public abstract ValueTask WritePagesAsync(
        PageIndex first, ReadOnlyMemory<PageHandle> pages, ReadOnlyMemory<byte>[] bytes,
        CancellationToken cancellation);

    /// <summary>Asks for a page; the answer fits the metadata, or was made to fit.</summary>
    /// <param name="frame">The page's frame.</param>
    /// <param name="isDirty">What the engine has seen and goes by; the client is shown the same.</param>
    /// <param name="thread">The calling thread.</param>
    /// <param name="context">Who asks.</param>
    public abstract ReleaseOutcome ReleasePage(
        int frame, bool isDirty, CallingThread thread, in ReleaseContext context);

    /// <inheritdoc cref="ReleasePage"/>
    public abstract ReleaseOutcome PrepareRelease(
        int frame, bool isDirty, CallingThread thread, in ReleaseContext context);

    public abstract void CommitRelease(int frame, CallingThread thread);

    public abstract void AbortRelease(int frame, CallingThread thread);

    public abstract void InvalidatePage(int frame, ByteRange range);

    public abstract void OnRemove(int frame, CallingThread thread, RemoveReason reason);

    public abstract MigrateOutcome MigratePage(int from, int to);

    public abstract ReleaseOutcome ReleaseSpace(ReleaseMode mode);
}
