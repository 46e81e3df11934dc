using System.Threading.Tasks.Sources;
using AopKit.Residency;

namespace AopKit.Fill;

/// <summary>One who waits for a lease of a page that is being filled.</summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
internal sealed class LeaseWaiter<T> : FillWaiter, IValueTaskSource<PageLease<T>>
    where T : class
{
    /// <summary>Of the process, and not of a space: there may be a million spaces.</summary>
    private static readonly ReusePool<LeaseWaiter<T>> s_pool = new();

    private AddressSpace<T>? _space;
    private PageIndex _index;

    /// <summary>Waits for a fill that the caller has joined.</summary>
    public static ValueTask<PageLease<T>> WaitFor(
        FillOperation fill, AddressSpace<T> space, PageIndex index, CancellationToken cancellation)
    {
        LeaseWaiter<T> waiter = s_pool.TryTake() ?? new LeaseWaiter<T>();
        (waiter._space, waiter._index) = (space, index);
        var lease = new ValueTask<PageLease<T>>(waiter, waiter.Version);
        waiter.Begin(fill, cancellation);
        return lease;
    }

    // The space and the index are read before the waiter is somebody else's.
    public PageLease<T> GetResult(short token) => new(_space!, _index, TakeResult(token));

    protected override void Rest()
    {
        _space = null;
        s_pool.Return(this);
    }
}
