using System.Runtime.CompilerServices;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Lifetimes;

namespace AopKit.Callbacks;

/// <summary>
/// The edge to a client whose metadata is of one type: fills and writes here, the rest in the other files.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
internal sealed partial class SpaceCallbacks<T>(
    AddressSpace<T> owner, IAddressSpaceOperations<T> operations, CallbackTools tools)
    : SpaceCallbacks(Of(operations))
    where T : class
{
    public override AddressSpace Owner => owner;

    public override void ReadPage(int frame, CallingThread thread)
    {
        if (tools.IsWatching || !CallerContext.IsEmpty)
        {
            ReadWatched(frame, thread);
            return;
        }

        thread.Depth++;
        try
        {
            operations.ReadPage(Fill(frame));
        }
        finally
        {
            thread.Depth--;
        }
    }

    public override void ReadPages(PageIndex first, ReadOnlySpan<PageHandle> pages)
    {
        using CallbackTiming? timing = tools.Hooks.Time(CallbackKind.Fill, owner, first);
        using CallbackScope scope = Enter(nameof(ReadPages), "E11", CallbackContexts.None);
        Unsafe.As<IReadPages<T>>(operations).ReadPages(new FillBatch<T>(owner, first, new LentFrames(tools), pages));
    }

    public override ValueTask ReadPageAsync(
        PageIndex index, PageHandle page, Memory<byte> bytes, Action<object, int> attach,
        CancellationToken cancellation)
    {
        using CallbackScope scope = Enter(nameof(ReadPageAsync), "E11", CallbackContexts.None);
        return Unsafe.As<IReadPageAsync<T>>(operations).ReadPageAsync(
            new FillRequest<T>(owner, index, page.Generation, bytes, attach), cancellation);
    }

    public override void WritePages(PageIndex first, ReadOnlySpan<PageHandle> pages)
    {
        using CallbackTiming? timing = tools.Hooks.Time(CallbackKind.Write, owner, first);
        using CallbackScope scope = Enter(nameof(WritePages), "E12", CallbackContexts.None);
        Unsafe.As<IWritePages<T>>(operations)
            .WritePages(new WriteBatch<T>(owner, first, new LentFrames(tools), pages));
    }

    public override ValueTask WritePagesAsync(
        PageIndex first, ReadOnlyMemory<PageHandle> pages, ReadOnlyMemory<byte>[] bytes,
        CancellationToken cancellation)
    {
        var metadata = new T?[pages.Length];
        for (int i = 0; i < metadata.Length; i++)
        {
            metadata[i] = Metadata(pages.Span[i].Frame);
        }

        using CallbackScope scope = Enter(nameof(WritePagesAsync), "E12", CallbackContexts.None);
        return Unsafe.As<IWritePagesAsync<T>>(operations)
            .WritePagesAsync(new WriteRequest<T>(owner, first, bytes, metadata), cancellation);
    }

    /// <summary>
    /// The place of the metadata, typed: only this space's client ever writes it, and only with its own type.
    /// </summary>
    private static ref T? Typed(ref object? place) => ref Unsafe.As<object?, T?>(ref place);

    private static Interfaces Of(IAddressSpaceOperations<T> client)
    {
        Interfaces has = typeof(T) == typeof(NoMetadata) ? Interfaces.None : Interfaces.Metadata;
        has |= client is IReadPages<T> ? Interfaces.ReadPages : 0;
        has |= client is IReadPageAsync<T> ? Interfaces.ReadPageAsync : 0;
        has |= client is IWritePages<T> ? Interfaces.WritePages : 0;
        has |= client is IWritePagesAsync<T> ? Interfaces.WritePagesAsync : 0;
        has |= client is IReleasePage<T> ? Interfaces.ReleasePage : 0;
        has |= client is IPrepareRelease<T> ? Interfaces.PrepareRelease : 0;
        has |= client is IInvalidatePage<T> ? Interfaces.InvalidatePage : 0;
        has |= client is IOnRemove<T> ? Interfaces.OnRemove : 0;
        has |= client is IMigratePage<T> ? Interfaces.MigratePage : 0;
        has |= client is IReleaseAddressSpace<T> ? Interfaces.ReleaseAddressSpace : 0;
        return has;
    }

    /// <summary>Fills with all that there may be around a callback.</summary>
    private void ReadWatched(int frame, CallingThread thread)
    {
        using CallbackTiming? timing = tools.Hooks.Time(CallbackKind.Fill, owner, IndexOf(frame));
        using CallbackScope scope = Enter(thread, nameof(ReadPage), "E11", CallbackContexts.None);
        operations.ReadPage(Fill(frame));
    }

    private FillPage<T> Fill(int frame)
    {
        ref FrameHeader header = ref tools.Frames.Header(frame);
        return new FillPage<T>(
            owner, new PageIndex(header.Index), new PageHandle(frame, header.Generation), tools.Frames.Bytes(frame),
            ref Metadata(frame));
    }

    private CallbackScope Enter(string callback, string clause, CallbackContexts contexts) =>
        Enter(CallingThread.Current, callback, clause, contexts);

    private CallbackScope Enter(CallingThread thread, string callback, string clause, CallbackContexts contexts) =>
        new(thread, tools.Failures.Checks, callback, clause, contexts);

    private PageIndex IndexOf(int frame) => new(tools.Frames.Header(frame).Index);

    private ref T? Metadata(int frame) => ref Typed(ref tools.Frames.Metadata(frame));

    private LockedPage<T> Lend(int frame) =>
        Lend(frame, FrameState.Has(Volatile.Read(ref tools.Frames.State(frame)), FrameState.Dirty));

    private LockedPage<T> Lend(int frame, bool isDirty) => Lend(frame, ref Metadata(frame), isDirty);

    private LockedPage<T> Lend(int frame, ref T? metadata, bool isDirty)
    {
        ref FrameHeader header = ref tools.Frames.Header(frame);
        return new LockedPage<T>(
            owner, new PageIndex(header.Index), new PageHandle(frame, header.Generation), tools.Frames.Bytes(frame),
            ref metadata, isDirty, ownsLock: false);
    }

    private void Contain(PageIndex? index, string callback, Exception exception)
    {
        tools.Failures.ReportContained(owner.Name, index, callback, exception);
        if (Fault.Is(FaultId.E15_ExceptionEscapes))
        {
            throw exception;
        }
    }

    private void Watch(PageIndex? index, string callback, ContractViolationException? violation)
    {
        if (violation is not null)
        {
            tools.Failures.ReportViolation(owner.Name, index, callback, violation);
        }
    }

    private sealed class LentFrames(CallbackTools tools) : IPageFrames<T>
    {
        public Span<byte> GetBytes(PageHandle page) => tools.Frames.Bytes(page.Frame);

        public ref T? GetMetadata(PageHandle page) => ref Typed(ref tools.Frames.Metadata(page.Frame));
    }
}
