using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Lifetimes;
using AopKit.Pressure;
using AopKit.Residency;

namespace AopKit;

/// <summary>
/// A page cache: frames outside the managed heap under a hard budget, shared by address spaces, which call their
/// clients as <c>docs/contract.md</c> says.
/// </summary>
/// <remarks>
/// All members are safe on any thread. Dispose the address spaces first, or let <see cref="Dispose"/> do it.
/// </remarks>
public sealed partial class PageCache : IDisposable, IAsyncDisposable
{
    private static readonly AddressSpaceOptions s_defaults = new();

    private readonly CacheParts _parts;
    private int _isDisposed;

    /// <summary>Makes a cache. Frames are committed when they are first used.</summary>
    /// <param name="options">Budget, page size, checks.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which, and what the range
    /// is.</exception>
    public PageCache(PageCacheOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _parts = new CacheParts(options, OptionsCheck.FrameCapacity(options));
        Options = options;
        CacheMeter.Add(_parts.Store);
    }

    /// <summary>
    /// Tells of every callback that threw or broke the contract (E15). Raised on the thread that called the client;
    /// keep it short, and do not call the cache from it.
    /// </summary>
    public event Action<CallbackFailure>? CallbackFailed
    {
        add => _parts.Store.Failures.Failed += value;
        remove => _parts.Store.Failures.Failed -= value;
    }

    /// <summary>The options that the cache was made with; <see cref="Resize"/> does not change them.</summary>
    public PageCacheOptions Options { get; }

    /// <summary>Page size in bytes.</summary>
    public int PageSize => Options.PageSize;

    /// <summary>Places at which tests park threads, and where ledgers listen.</summary>
    internal Hooks Hooks => _parts.Store.Hooks;

    internal CacheParts Parts => _parts;

    /// <summary>Makes an address space whose pages the client's operations fill.</summary>
    /// <typeparam name="T">The client's metadata type.</typeparam>
    /// <param name="operations">The client: implements those of the callback interfaces that it needs, all for
    /// <typeparamref name="T"/>.</param>
    /// <param name="options">Name, protocols, and what the metadata asks of the engine.</param>
    /// <returns>The space; dispose it once.</returns>
    /// <exception cref="ArgumentException">The options and the client cannot work together; the message names the
    /// clause.</exception>
    [Effect(Effects.ReentersCache)]
    [return: Owned]
    public AddressSpace<T> CreateAddressSpace<T>(
        IAddressSpaceOperations<T> operations, AddressSpaceOptions? options = null)
        where T : class
    {
        CallbackScope.EnterCache();
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(operations);
        options ??= s_defaults;
        OptionsCheck.ThrowIfImpossible(operations, options);
        OptionsCheck.ThrowIfImpossible(
            options, _parts.Store.Spaces.ReservedPages, _parts.Store.Budget.LimitBytes / _parts.Store.Free.FrameCost);
        RemoveNotification notification = options.RemoveNotification
            ?? (operations is IOnRemove<T> ? RemoveNotification.AfterUnlock : RemoveNotification.None);
        return new CachedAddressSpace<T>(_parts, operations, options, notification);
    }

    /// <summary>Registers metadata kept outside pages, to be shrunk under pressure (E16, E17).</summary>
    /// <param name="shrinker">The shrinker.</param>
    /// <param name="options">How it is asked.</param>
    /// <returns>The registration; dispose it before what the shrinker uses.</returns>
    [return: Owned]
    public ShrinkerRegistration RegisterShrinker(IShrinker shrinker, ShrinkerOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(shrinker);
        options ??= new ShrinkerOptions();
        OptionsCheck.ThrowIfImpossible(options);
        ShrinkerEntry entry = _parts.Shrinkers.Add(shrinker, options);
        return new ShrinkerRegistration(_parts.Shrinkers, entry, _parts.Supply);
    }

    /// <summary>Takes pages out now, as memory pressure would, and asks shrinkers with the same pressure.</summary>
    /// <param name="pageCount">How many pages are wanted; 1 or more.</param>
    /// <returns>How many left.</returns>
    [Effect(Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache)]
    public long Reclaim(long pageCount)
    {
        CallbackScope.EnterCache();
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageCount);
        return _parts.Supply.Reclaim(pageCount).RemovedCount;
    }

    /// <summary>Asks all shrinkers once.</summary>
    /// <param name="priority">From 12 (little) to 0 (all that can be given).</param>
    /// <returns>How many objects were freed.</returns>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public long Shrink(int priority = 0)
    {
        CallbackScope.EnterCache();
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(priority);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(priority, AopKit.Reclaim.Reclaimer.LightestPriority);
        return _parts.Shrinkers.Shrink(priority);
    }

    /// <summary>Changes the budget. Down: pages are taken out, and others moved into the frames that stay.</summary>
    /// <param name="budgetBytes">The new budget in bytes, at most
    /// <see cref="PageCacheOptions.MaxBudgetBytes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    /// <exception cref="BudgetExceededException">Too much is pinned, dirty or refused; the old budget
    /// holds.</exception>
    [Effect(Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache)]
    public void Resize(long budgetBytes)
    {
        CallbackScope.EnterCache();
        ThrowIfDisposed();
        OptionsCheck.ThrowIfOutOfRange(Options, budgetBytes);
        OptionsCheck.ThrowIfBelowReserved(
            budgetBytes, _parts.Store.Spaces.ReservedPages, _parts.Store.Free.FrameCost);
        _parts.Resizer.Resize(budgetBytes);
        _parts.Follower?.Ask(budgetBytes);
    }

    /// <summary>
    /// Gives memory that holds no page back to the operating system, in whole chunks of 2 MiB, and its bytes back to
    /// the budget. The frames are made again when they are needed. <see cref="Resize"/> does it by itself.
    /// </summary>
    /// <returns>How many bytes were given back.</returns>
    /// <remarks>It does not reclaim: empty the cache first (<see cref="Reclaim"/>) for more.</remarks>
    public long TrimMemory()
    {
        ThrowIfDisposed();
        return _parts.Store.Free.GiveBackIdle();
    }

    /// <summary>A snapshot of the counters and of what the cache holds. Walks all frames.</summary>
    public PageCacheStatistics GetStatistics() => StatisticsReader.Read(_parts);

    /// <summary>Disposes the address spaces that are left, and lets the memory go.</summary>
    /// <exception cref="AggregateException">Address spaces lost pages that could not be written.</exception>
    [Effect(Effects.Blocks | Effects.ReentersCache)]
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        // Told first and awaited last: what the threads are in the middle of may need the spaces' end to come to its
        // own.
        Task stopped = _parts.StopBackgroundAsync();
        List<Exception> errors = [];
        foreach (Space space in _parts.Store.Spaces.Snapshot())
        {
            try
            {
                space.Owner.Dispose();
            }
            catch (UnwrittenPagesException exception)
            {
                errors.Add(exception);
            }
        }

        stopped.Wait();
        CacheMeter.Remove(_parts.Store);
        ThrowIfAny(errors);
    }

    /// <summary>As <see cref="Dispose"/>, with the clients' asynchronous writes.</summary>
    [Effect(Effects.ReentersCache)]
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        Task stopped = _parts.StopBackgroundAsync();
        List<Exception> errors = [];
        foreach (Space space in _parts.Store.Spaces.Snapshot())
        {
            try
            {
                await space.Owner.DisposeAsync().ConfigureAwait(false);
            }
            catch (UnwrittenPagesException exception)
            {
                errors.Add(exception);
            }
        }

        await stopped.ConfigureAwait(false);
        CacheMeter.Remove(_parts.Store);
        ThrowIfAny(errors);
    }

    /// <summary>Walks every structure of a quiet cache.</summary>
    /// <exception cref="InvalidOperationException">Something does not fit; the message says what.</exception>
    internal void CheckIntegrity() => IntegrityCheck.Run(_parts.Store);

    private static void ThrowIfAny(List<Exception> errors)
    {
        if (errors.Count > 0)
        {
            throw new AggregateException("Address spaces lost pages that could not be written.", errors);
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
}
