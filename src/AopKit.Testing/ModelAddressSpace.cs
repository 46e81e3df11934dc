using AopKit.Lifetimes;

namespace AopKit.Testing;

/// <summary>
/// The contract as plainly as it can be written: an address space without an engine, for tests of a client and as the
/// yardstick of the engine's own tests.
/// </summary>
/// <remarks>
/// <para>Not safe on several threads. No budget, no reclaim of its own: a test says which page goes
/// (<see cref="Reclaim"/>) and which is written (<see cref="WriteBack"/>). What would wait for the calling thread
/// itself (its own pin, its own lock) throws <see cref="InvalidOperationException"/> instead.</para>
/// <para>A callback that calls back where it must not (C3, C4, C8) gets a <see cref="ContractViolationException"/>;
/// answers that do not fit (C1, C7) and exceptions that the contract contains (E15) are collected in
/// <see cref="Failures"/>.</para>
/// <para>Not modelled: waiting (E3, E7), budgets (E14), shrinkers (E16, E17), moves to other frames, and the caller's
/// <c>ExecutionContext</c> (E4).</para>
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public sealed partial class ModelAddressSpace<T> : AddressSpace<T>
    where T : class
{
    private readonly SortedDictionary<long, ModelPage<T>> _pages = [];
    private readonly Dictionary<int, ModelPage<T>> _frames = [];
    private readonly IAddressSpaceOperations<T> _operations;
    private readonly AddressSpaceOptions _options;
    private readonly RemoveNotification _notification;
    private int _lastFrame;
    private bool _isDisposed;

    /// <summary>Makes an empty space.</summary>
    /// <param name="operations">The client.</param>
    /// <param name="options">How the space is made; null: as <see cref="AddressSpaceOptions"/> says.</param>
    /// <param name="pageSize">Page size in bytes; a power of two from 4096 to 65536.</param>
    /// <exception cref="ArgumentException">The combination cannot work; the message names the clause.</exception>
    public ModelAddressSpace(
        IAddressSpaceOperations<T> operations, AddressSpaceOptions? options = null, int pageSize = 4096)
    {
        ArgumentNullException.ThrowIfNull(operations);
        if (pageSize is < 4096 or > 65536 || !int.IsPow2(pageSize))
        {
            throw new ArgumentException($"{pageSize} is no power of two from 4096 to 65536.", nameof(pageSize));
        }

        _operations = operations;
        _options = options ?? new AddressSpaceOptions();
        PageSize = pageSize;
        _notification = _options.RemoveNotification
            ?? (operations is IOnRemove<T> ? RemoveNotification.AfterUnlock : RemoveNotification.None);
        if (_options.ReleaseProtocol == ReleaseProtocol.TwoPhase && operations is not IPrepareRelease<T>)
        {
            throw new ArgumentException(
                "E8: TwoPhase needs a client that implements IPrepareRelease.", nameof(options));
        }

        if (_notification == RemoveNotification.None && operations is IOnRemove<T>)
        {
            throw new ArgumentException("E1: IOnRemove never runs with RemoveNotification.None.", nameof(options));
        }
    }

    /// <inheritdoc/>
    public override string Name => _options.Name;

    /// <inheritdoc/>
    public override int PageSize { get; }

    /// <inheritdoc/>
    public override long PageCount => Open(_pages.Count);

    /// <inheritdoc/>
    public override long DirtyPageCount => Open(_pages.Values.Count(page => page.IsDirty));

    /// <summary>Released-but-kept pages by cause (E6). On one thread nothing races.</summary>
    public ReleasedButKept ReleasedButKept { get; private set; }

    /// <summary>What callbacks threw, and how they broke the contract, in order.</summary>
    public IReadOnlyList<CallbackFailure> Failures => _failures;

    /// <inheritdoc/>
    public override bool Contains(PageIndex index) => Open(Find(index) is not null);

    /// <inheritdoc/>
    [return: Acquires]
    public override PagePin<T> Pin(PageIndex index, CancellationToken cancellation = default)
    {
        Enter();
        cancellation.ThrowIfCancellationRequested();
        return PinPage(Find(index) ?? Fill(index));
    }

    /// <inheritdoc/>
    public override bool TryPin(PageIndex index, [Acquires] out PagePin<T> pin)
    {
        Enter();
        ModelPage<T>? page = Find(index);
        pin = page is null ? default : PinPage(page);
        return page is not null;
    }

    /// <summary>
    /// As <see cref="AddressSpace{T}.PinAsync"/>; the model blocks until the client's task has ended.
    /// </summary>
    [return: Acquires]
    public override ValueTask<PageLease<T>> PinAsync(PageIndex index, CancellationToken cancellation = default)
    {
        Enter();
        cancellation.ThrowIfCancellationRequested();
        ModelPage<T> page = Find(index) ?? FillThroughTask(index, cancellation);
        page.PinCount++;
        return ValueTask.FromResult(new PageLease<T>(this, index, page.Handle));
    }

    private PagePin<T> PinPage(ModelPage<T> page)
    {
        page.PinCount++;
        return new PagePin<T>(this, page.Index, page.Handle, page.Bytes);
    }

    private ModelPage<T>? Find(PageIndex index)
    {
        ModelPage<T>? page = _pages.GetValueOrDefault(index.Value);
        return page is { IsFilling: false } ? page : null;
    }

    /// <summary>The page of a handle, which a pin or a lock holds.</summary>
    private ModelPage<T> Held(PageHandle handle) =>
        _frames.TryGetValue(handle.Frame, out ModelPage<T>? page) && page.PinCount > 0
            ? page
            : throw new ContractViolationException(
                "C6", $"A pin, lock or writer of generation {handle.Generation} in '{Name}' was used after its end.");

    private void Enter()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ThrowIfReentered();
    }

    private TValue Open<TValue>(TValue value)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return value;
    }
}
