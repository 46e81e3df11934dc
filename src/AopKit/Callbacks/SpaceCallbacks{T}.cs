using System.Runtime.CompilerServices;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Lifetimes;

namespace AopKit.Callbacks;

/// <summary>
/// The edge to a client whose metadata is of one type: fills and writes here, the rest in the other files.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
internal sealed partial class SpaceCallbacks<T>(
    AddressSpace<T> owner, string name, IAddressSpaceOperations<T> operations, FailureSink failures, Hooks hooks)
    : SpaceCallbacks
    where T : class
{
    private readonly IReadPages<T>? _readPages = operations as IReadPages<T>;
    private readonly IReadPageAsync<T>? _readPageAsync = operations as IReadPageAsync<T>;
    private readonly IWritePages<T>? _writePages = operations as IWritePages<T>;
    private readonly IWritePagesAsync<T>? _writePagesAsync = operations as IWritePagesAsync<T>;
    private readonly IReleasePage<T>? _releasePage = operations as IReleasePage<T>;
    private readonly IPrepareRelease<T>? _prepareRelease = operations as IPrepareRelease<T>;
    private readonly IInvalidatePage<T>? _invalidatePage = operations as IInvalidatePage<T>;
    private readonly IOnRemove<T>? _onRemove = operations as IOnRemove<T>;
    private readonly IMigratePage<T>? _migratePage = operations as IMigratePage<T>;
    private readonly IReleaseAddressSpace<T>? _releaseSpace = operations as IReleaseAddressSpace<T>;

    public override bool HasMetadata => typeof(T) != typeof(NoMetadata);

    public override bool HasReadPages => _readPages is not null;

    public override bool HasReadPageAsync => _readPageAsync is not null;

    public override bool HasWrite => _writePages is not null || _writePagesAsync is not null;

    public override bool HasSynchronousWrite => _writePages is not null;

    public override bool HasWriteAsync => _writePagesAsync is not null;

    public override bool HasRelease => _releasePage is not null;

    public override bool HasPrepare => _prepareRelease is not null;

    public override bool HasInvalidate => _invalidatePage is not null;

    public override bool HasOnRemove => _onRemove is not null;

    public override bool HasMigrate => _migratePage is not null;

    public override bool HasReleaseSpace => _releaseSpace is not null;

    public override AddressSpace Owner => owner;

    public override void ReadPage(PageView page)
    {
        using CallbackScope scope = Enter(nameof(ReadPage), "E11", CallbackContexts.None);
        operations.ReadPage(new FillPage<T>(owner, page.Index, page.Page, page.Bytes, ref Typed(ref page.Metadata)));
    }

    public override void ReadPages(PageIndex first, IPageSource source, ReadOnlySpan<PageHandle> pages)
    {
        using CallbackScope scope = Enter(nameof(ReadPages), "E11", CallbackContexts.None);
        _readPages!.ReadPages(new FillBatch<T>(owner, first, new Frames(source), pages));
    }

    public override ValueTask ReadPageAsync(
        PageIndex index, PageHandle page, Memory<byte> bytes, Action<object, int> attach,
        CancellationToken cancellation)
    {
        using CallbackScope scope = Enter(nameof(ReadPageAsync), "E11", CallbackContexts.None);
        return _readPageAsync!.ReadPageAsync(
            new FillRequest<T>(owner, index, page.Generation, bytes, attach), cancellation);
    }

    public override void WritePages(PageIndex first, IPageSource source, ReadOnlySpan<PageHandle> pages)
    {
        using CallbackScope scope = Enter(nameof(WritePages), "E12", CallbackContexts.None);
        _writePages!.WritePages(new WriteBatch<T>(owner, first, new Frames(source), pages));
    }

    public override ValueTask WritePagesAsync(
        PageIndex first, IPageSource source, ReadOnlyMemory<PageHandle> pages, ReadOnlyMemory<byte>[] bytes,
        CancellationToken cancellation)
    {
        var metadata = new T?[pages.Length];
        for (int i = 0; i < metadata.Length; i++)
        {
            metadata[i] = Typed(ref source.GetMetadata(pages.Span[i]));
        }

        using CallbackScope scope = Enter(nameof(WritePagesAsync), "E12", CallbackContexts.None);
        return _writePagesAsync!.WritePagesAsync(new WriteRequest<T>(owner, first, bytes, metadata), cancellation);
    }

    /// <summary>
    /// The place of the metadata, typed: only this space's client ever writes it, and only with its own type.
    /// </summary>
    private static ref T? Typed(ref object? place) => ref Unsafe.As<object?, T?>(ref place);

    private CallbackScope Enter(string callback, string clause, CallbackContexts contexts) =>
        new(failures.Checks, callback, clause, contexts);

    private LockedPage<T> Lend(PageView page) =>
        new(owner, page.Index, page.Page, page.Bytes, ref Typed(ref page.Metadata), page.IsDirty, ownsLock: false);

    private void Contain(PageIndex? index, string callback, Exception exception)
    {
        failures.ReportContained(name, index, callback, exception);
        if (Fault.Is(FaultId.E15_ExceptionEscapes))
        {
            throw exception;
        }
    }

    private void Watch(PageIndex? index, string callback, ContractViolationException? violation)
    {
        if (violation is not null)
        {
            failures.ReportViolation(name, index, callback, violation);
        }
    }

    private sealed class Frames(IPageSource source) : IPageFrames<T>
    {
        public Span<byte> GetBytes(PageHandle page) => source.GetBytes(page);

        public ref T? GetMetadata(PageHandle page) => ref Typed(ref source.GetMetadata(page));
    }
}
